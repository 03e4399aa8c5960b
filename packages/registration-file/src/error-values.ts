/**
 * Whether a spreadsheet gave up on this cell: what Excel and LibreOffice show where a formula fails, in English and in
 * Dutch.
 */
export const isErrorValue = (text: string): boolean => errorValue.test(text.trim());

const errorValue =
  /^(?:#(?:N\/[AB]|NAME\?|NAAM\?|(?:NULL|DIV\/0|VALUE|REF|NUM|SPILL|CALC|BLOCKED|FIELD|CONNECT|UNKNOWN|BUSY|LEEG|DEEL\/0|WAARDE|VERW|GETAL|OVERLOOP|BEREKEN|GEBLOKKEERD|VELD|VERBINDEN|ONBEKEND|BEZET)!)|Err:\d{3})$/i;
