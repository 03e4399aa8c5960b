import type { Writable } from "node:stream";
import { styleText } from "node:util";

/** Where a command writes, and how wide that is. */
export interface Terminal {
  /** In columns; 80 where nobody looks at a terminal. */
  readonly width: number;
  /** Colours text for where the results go; leaves it plain where colours are not wanted. */
  readonly ink: (style: Style, text: string) => string;
  /** The same for the error stream. */
  readonly errorInk: (style: Style, text: string) => string;
  /** Writes a piece of the result. False when nobody reads any more (`| head`): stop then. */
  readonly write: (text: string) => Promise<boolean>;
  /** Tells something beside the result: on the error stream, also while the result goes to a file. */
  readonly tell: (text: string) => void;
  /** Shows how far the work is, where somebody looks. `undefined` takes it away. */
  readonly progress: (text: string | undefined) => void;
  /** Whether questions can be asked. */
  readonly interactive: boolean;
}

export type Style = Extract<
  Parameters<typeof styleText>[0],
  "red" | "green" | "yellow" | "cyan" | "bold" | "dim"
>;

/** A stream that may be a terminal. */
export type Stream = Writable & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** The terminal on a program's streams. */
export function terminalOn(
  streams: {
    readonly stdout: Stream;
    readonly stderr: Stream;
    readonly stdin: { readonly isTTY?: boolean | undefined };
  },
  { quiet }: { readonly quiet: boolean },
): Terminal {
  const { stdout, stderr, stdin } = streams;
  const write = writerOn(stdout);
  const writeOn = writerOn(stderr);
  // There is nowhere left to tell that telling failed.
  const tellOn = (text: string) => void writeOn(text).catch(() => {});
  let shown = false;
  let last = 0;
  const clear = () => {
    if (shown) tellOn("\r\u001b[K");
    shown = false;
  };
  return {
    width: stdout.isTTY === true ? Math.max(40, Math.min(stdout.columns ?? 80, 120)) : 80,
    ink: (style, text) => styleText(style, text, { stream: stdout }),
    errorInk: (style, text) => styleText(style, text, { stream: stderr }),
    interactive: stdin.isTTY === true && stdout.isTTY === true,
    write(text) {
      clear();
      return write(text);
    },
    tell(text) {
      clear();
      tellOn(`${text}\n`);
    },
    progress(text) {
      if (text === undefined) return clear();
      if (quiet || stderr.isTTY !== true || performance.now() - last < 100) return;
      last = performance.now();
      clear();
      tellOn(text);
      shown = true;
    },
  };
}

/** Writes, and answers whether somebody still reads. A full disk is an error, a reader who has seen enough is not. */
function writerOn(stream: Writable): (text: string) => Promise<boolean> {
  let gone = false;
  // Without a listener, Node ends the program; each write is told of its own failure below.
  stream.on("error", () => {
    gone = true;
  });
  return (text) =>
    new Promise((resolve, reject) => {
      if (gone) return resolve(false);
      stream.write(text, (error) => {
        if (error && !("code" in error && error.code === "EPIPE")) return reject(error);
        if (error) gone = true;
        resolve(!gone);
      });
    });
}
