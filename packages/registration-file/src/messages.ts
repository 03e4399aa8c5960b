const file = (nl: string, en: string) => ({ stops: "file", nl, en }) as const;
const oneRow = (nl: string, en: string) => ({ stops: "row", nl, en }) as const;
const nothing = (nl: string, en: string) => ({ stops: "nothing", nl, en }) as const;

/** What is said about each problem, and what it stops. */
export const messages = {
  empty: file("Dit bestand is leeg.", "This file is empty."),
  "too-large": file(
    "Dit bestand is te groot voor een registratiebestand. Bewaar het blad met de registraties apart, zonder andere bladen en plaatjes.",
    "This file is too large for a registration file. Save the sheet with the registrations on its own, without other sheets and pictures.",
  ),
  markup: file(
    "Dit is een webpagina of XML, ook al heet het bestand anders. Open het in een rekenprogramma en bewaar het als .xlsx of CSV.",
    "This is a web page or XML, whatever the file is called. Open it in a spreadsheet and save it as .xlsx or CSV.",
  ),
  "old-workbook": file(
    "Dit is een werkmap in de oude vorm (.xls). Open haar in een rekenprogramma en bewaar haar als .xlsx of CSV.",
    "This is a workbook of the old kind (.xls). Open it in a spreadsheet and save it as .xlsx or CSV.",
  ),
  "locked-workbook": file(
    "Deze werkmap is met een wachtwoord vergrendeld. Bewaar haar zonder wachtwoord, of bewaar het blad als CSV.",
    "This workbook is locked with a password. Save it without one, or save the sheet as CSV.",
  ),
  "other-workbook": file(
    "Dit is een werkmap van een andere soort, zoals .ods, .xlsb of .numbers. Bewaar haar als .xlsx of CSV.",
    "This is a workbook of another kind, such as .ods, .xlsb or .numbers. Save it as .xlsx or CSV.",
  ),
  "not-a-workbook": file(
    "Dit is een ingepakt bestand, maar geen werkmap. Pak het uit en geef het registratiebestand zelf, als .xlsx of CSV.",
    "This is a packed file, but no workbook. Unpack it and give the registration file itself, as .xlsx or CSV.",
  ),
  "broken-workbook": file(
    "Deze werkmap is beschadigd. Open haar in een rekenprogramma en bewaar haar opnieuw, of vraag het bestand nog eens op.",
    "This workbook is damaged. Open it in a spreadsheet and save it again, or ask for the file once more.",
  ),
  "several-sheets": file(
    "Op meer dan één blad staan registraties: {sheets}. Noem het blad dat gelezen moet worden.",
    "There are registrations on more than one sheet: {sheets}. Name the sheet that is to be read.",
  ),
  "unknown-sheet": file(
    "Dat blad is er niet. Deze werkmap heeft: {sheets}.",
    "There is no such sheet. This workbook has: {sheets}.",
  ),
  "no-sheets": file(
    "Er is een blad genoemd, maar dit bestand is geen werkmap en heeft geen bladen.",
    "A sheet was named, but this file is no workbook and has no sheets.",
  ),
  "hidden-sheet": file(
    "Alleen op een verborgen blad staan registraties: {sheets}. Maak het zichtbaar, of noem het.",
    "Only a hidden sheet holds registrations: {sheets}. Show it, or name it.",
  ),
  "merged-headings": file(
    "De cellen {range} zijn samengevoegd, en daarin staat een kolomkop. Splits ze, zodat boven elke kolom één kop staat.",
    "The cells {range} are merged, and hold a heading. Split them, so that each column has one heading above it.",
  ),
  "unread-sheet": nothing("Het blad {sheets} wordt niet gelezen.", "The sheet {sheets} is not read."),
  "hidden-rows": nothing(
    "In het blad zijn rijen verborgen, {count} in totaal, te beginnen met deze. Ze zijn wel gelezen.",
    "Rows of the sheet are hidden, {count} in all, beginning with this one. They are read all the same.",
  ),
  "above-headings": nothing(
    "Deze rij staat boven de kolomkoppen en wordt niet gelezen.",
    "This row stands above the headings and is not read.",
  ),
  "totals-row": nothing(
    "Deze rij is een totaal en wordt niet gelezen.",
    "This row is a total and is not read.",
  ),
  "unnamed-column": nothing(
    "Boven kolom {range} staat geen kop. Wat daar staat, wordt niet gelezen.",
    "There is no heading above column {range}. What stands there is not read.",
  ),
  "merged-cells": oneRow(
    "De cellen {range} zijn samengevoegd, zodat onduidelijk is voor wie de waarde geldt. Splits ze en vul elke rij in.",
    "The cells {range} are merged, so that it is not clear whom the value is for. Split them and fill in every row.",
  ),
  "error-value": oneRow(
    "In cel {range} staat een fout van het rekenprogramma, zoals #N/B. Herstel de formule of vul de cel in.",
    "Cell {range} holds an error of the spreadsheet, such as #N/A. Mend the formula or fill in the cell.",
  ),
  "no-result": oneRow(
    "In cel {range} staat een formule zonder uitkomst. Open het bestand in een rekenprogramma en bewaar het opnieuw.",
    "Cell {range} holds a formula without a result. Open the file in a spreadsheet and save it again.",
  ),
  "number-for-date": oneRow(
    "Hier staat een getal en geen datum. Geef de kolom in het rekenprogramma de opmaak Datum, of schrijf 3-9-2018.",
    "This is a number and no date. Format the column as a date in the spreadsheet, or write 3-9-2018.",
  ),
  "unsplit-headings": file(
    "Alles staat in één kolom. Splits die; in Excel: Gegevens, Tekst naar kolommen.",
    "Everything stands in one column. Split it; in Excel: Data, Text to Columns.",
  ),
  "not-text": file("Dit bestand bevat geen tekst.", "This file does not hold text."),
  "no-headings": file(
    "Er is geen regel met kolomkoppen gevonden, zoals Achternaam, Geboortedatum, Verwijsdatum. In CSV staan ze gescheiden door puntkomma, komma, tab of |.",
    "No row of headings was found, such as Family name, Birth date, Referral date. In CSV they are parted by semicolon, comma, tab or |.",
  ),
  "missing-column": file(
    "Deze kolom ontbreekt. Zonder deze kolom kan geen rij worden gelezen.",
    "This column is missing. Without it no row can be read.",
  ),
  "double-column": file(
    "Deze kolom staat er twee keer in, misschien onder een andere kop. Laat er één staan.",
    "This column is there twice, perhaps under another heading. Keep one of them.",
  ),
  "unknown-column": nothing(
    "Deze kolom is onbekend en wordt niet gelezen.",
    "This column is not known and is not read.",
  ),
  "bsn-column": nothing(
    "Een burgerservicenummer mag hier niet worden verwerkt. De kolom wordt niet gelezen; haal haar uit het bestand.",
    "A citizen service number (BSN) may not be processed here. The column is not read; take it out of the file.",
  ),
  "broken-quotes": oneRow(
    "De aanhalingstekens in deze rij kloppen niet: er gaat er een open die niet sluit, of andersom.",
    "The quotation marks in this row do not match: one opens and does not close, or the other way round.",
  ),
  "too-many-cells": oneRow(
    "Deze rij heeft meer cellen dan er kolommen zijn. Staat er een scheidingsteken in een cel zonder aanhalingstekens?",
    "This row has more cells than there are columns. Is there a separator in a cell without quotation marks?",
  ),
  missing: oneRow("Deze cel is leeg en moet gevuld zijn.", "This cell is empty and must be filled in."),
  "too-long": oneRow("Deze tekst is te lang.", "This text is too long."),
  "unreadable-date": oneRow(
    "Deze datum is niet te lezen. Schrijf 3-9-2018 of 2018-09-03, het jaar met vier cijfers.",
    "This date cannot be read. Write 3-9-2018 or 2018-09-03, the year with four digits.",
  ),
  "impossible-date": oneRow(
    "Deze datum bestaat niet. Kijk dag, maand en jaar na.",
    "This date does not exist. Check day, month and year.",
  ),
  "other-headings": oneRow(
    "Hier beginnen andere kolomkoppen. Vanaf deze rij is niets gelezen: zet die tabel in een eigen blad of bestand.",
    "Other headings begin here. From this row on nothing was read: put that table in a sheet or file of its own.",
  ),
  "american-date": oneRow(
    "In dit bestand staan datums in Amerikaanse volgorde, de maand voorop. Wat hier dag en wat maand is, is niet te zeggen. Schrijf 3-9-2018 of 2018-09-03.",
    "This file holds dates in American order, month first. Which is day and which month here nobody can tell. Write 3-9-2018 or 2018-09-03.",
  ),
  "garbled-text": oneRow(
    "In deze tekst zijn letters verhaspeld. Bewaar het bestand opnieuw, als .xlsx of als CSV in UTF-8, en kijk de naam na.",
    "Letters of this text were garbled. Save the file again, as .xlsx or as CSV in UTF-8, and check the name.",
  ),
  "unsplit-row": oneRow(
    "Hier staat een hele rij in één cel. Splits haar in kolommen; in Excel: Gegevens, Tekst naar kolommen.",
    "A whole row stands in one cell here. Split it into columns; in Excel: Data, Text to Columns.",
  ),
  "future-date": oneRow("Deze datum ligt in de toekomst.", "This date is in the future."),
  "born-after-referral": oneRow(
    "De geboortedatum ligt na de verwijsdatum.",
    "The birth date is after the referral date.",
  ),
  "other-age": oneRow(
    "De leeftijd past niet bij de geboortedatum en de verwijsdatum.",
    "The age does not fit the birth date and the referral date.",
  ),
  "unknown-sex": oneRow(
    "Dit geslacht is niet bekend. Schrijf V, M, X of onbekend.",
    "This sex is not known. Write F, M, X or unknown.",
  ),
  "unknown-referrer-type": oneRow(
    "Dit type verwijzer is niet bekend. Schrijf bijvoorbeeld huisarts, POH-GGZ, wijkverpleegkundige of zelf.",
    "This type of referrer is not known. Write for example GP, mental health practice nurse, district nurse or self.",
  ),
  "negative-number": oneRow("Dit aantal kan niet onder nul zijn.", "This number cannot be below zero."),
  "not-a-whole-number": oneRow(
    "Hier hoort een geheel getal in cijfers, niet te groot.",
    "This must be a whole number in digits, not too large.",
  ),
  "not-yes-or-no": oneRow("Schrijf ja of nee.", "Write yes or no."),
  "unknown-feedback": oneRow(
    "Deze terugkoppeling is niet bekend. Schrijf neemt deel, niet passend, ja of nog niet, eventueel met via POH.",
    "This feedback is not known. Write takes part, not suitable, yes or not yet, perhaps with via POH.",
  ),
  "unknown-word": oneRow(
    "Dit woord staat niet in de lijst van deze gemeente voor deze kolom.",
    "This word is not in this municipality's list for this column.",
  ),
  "double-row": oneRow(
    "Deze bewoner staat met dezelfde verwijsdatum al in rij {row}.",
    "This resident is in row {row} already, with the same referral date.",
  ),
} as const;
