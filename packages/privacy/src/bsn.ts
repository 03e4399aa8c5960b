/**
 * Whether free text holds what may be a burgerservicenummer: eight or nine digits, also with spaces, dots or
 * hyphens between them, that pass the eleven-test (weights 9 to 2, then -1).
 *
 * A BSN may be processed only where a law allows it, and consent is no such law (art. 46 UAVG). One number in
 * eleven passes by chance, so this may also refuse something innocent; that is the safe side.
 */
export function looksLikeBsn(text: string): boolean {
  const plain = text.normalize("NFKD").replace(/\p{Cf}/gu, "");
  return [...plain.matchAll(/(?<!\d)(?:\d[\s.-]?){7,8}\d(?!\d)/g)].some(([digits]) =>
    passesElevenTest(digits.replace(/\D/g, "")),
  );
}

function passesElevenTest(digits: string): boolean {
  const nine = digits.padStart(9, "0");
  const sum = [...nine].reduce((total, digit, i) => total + Number(digit) * (i === 8 ? -1 : 9 - i), 0);
  return sum % 11 === 0;
}
