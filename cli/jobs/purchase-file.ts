/** Purchases from a CSV whose columns have any of the usual names, or from CDNOW's whitespace table. Called by the loyalty job. */
import type { Purchase } from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';
import { readDataFile } from './data-file.js';
import { columnNamed, daysIn, numbersIn, openTableFile, type TableFile, wordsIn } from './table-file.js';

export interface PurchaseColumns {
  readonly customer?: string;
  readonly date?: string;
  readonly quantity?: string;
  readonly amount?: string;
}

export interface PurchaseFile {
  readonly purchases: readonly Purchase[];
  readonly hasAmounts: boolean;
  /** What was assumed or left out, in words. */
  readonly remarks: readonly string[];
}

const SYNONYMS = {
  customer:
    /^(customer|client|user|member|buyer|account|contact|cust|shopper|visitor|household)?[\s_.-]*(id|no|nr|num|number|key|code|name|email|e-mail)?$/,
  date: /date|datum|^day$|^time$|timestamp|(ordered|purchased|bought|created|invoiced?|transaction)[\s_.-]*(at|on|dt|day|time)/,
  quantity: /^(qty|quantity|units?|count|items?|pieces|number of (items|units))$|quantity|qty/,
  price: /unit[\s_.-]*price|price[\s_.-]*(per|each)|^(price|unitprice)$/,
  amount: /amount|total|revenue|sales|spend|spent|value|gross|net|paid|payment|dollars?|usd|eur|monetary/,
} as const;

const CDNOW = /^\s*(\S+)(?:\s+\d+)?\s+((?:19|20)\d{6})\s+(\d+)\s+(\d+(?:\.\d+)?)\s*$/;

/** Faults `usage.wrong` (a column is not there), `learning.bad-data` (file:line:column). */
export function readPurchases(file: string, columns: PurchaseColumns): PurchaseFile {
  const { text } = readDataFile(file);
  const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
  if (CDNOW.test(first)) return readWhitespace(file, text);
  return readTableOfPurchases(openTableFile(file), columns);
}

function readWhitespace(file: string, text: string): PurchaseFile {
  const purchases = text.split(/\r?\n/).flatMap((line, i): Purchase[] => {
    if (line.trim() === '') return [];
    const match = CDNOW.exec(line);
    if (!match)
      throw new Fault(
        'learning.bad-data',
        `${file}:${i + 1}:1: this line is not "customer yyyymmdd quantity amount".`,
      );
    const [, customer, date, , amount] = match;
    const day =
      Date.UTC(Number(date!.slice(0, 4)), Number(date!.slice(4, 6)) - 1, Number(date!.slice(6))) / 86_400_000;
    return [{ customer: customer!, day, amount: Number(amount) }];
  });
  return { purchases, hasAmounts: true, remarks: [] };
}

function readTableOfPurchases(file: TableFile, columns: PurchaseColumns): PurchaseFile {
  const taken = new Set<string>();
  const find = (role: keyof typeof SYNONYMS, named: string | undefined) => {
    const found = named === undefined ? columnFor(file, role, taken) : columnNamed(file, named, `--${role}`);
    if (found !== undefined) taken.add(found);
    return found;
  };
  const date = find('date', columns.date) ?? missing(file, 'date');
  const customer = find('customer', columns.customer) ?? missing(file, 'customer');
  const quantity = find('quantity', columns.quantity);
  const price = columns.amount === undefined ? find('price', undefined) : undefined;
  const amount = find('amount', columns.amount);
  const remarks: string[] = [
    `Read customer from "${customer}", date from "${date}"${amountWords({ amount, price, quantity })}.`,
  ];
  const { days, remark } = daysIn(file, date);
  if (remark !== undefined) remarks.push(remark);
  const customers = wordsIn(file, customer);
  const amounts = amountsOf(file, { amount, price, quantity });
  const purchases = customers.flatMap((name, row): Purchase[] => {
    const value = amounts?.[row] ?? 0;
    if (name === '' || Number.isNaN(days[row]!) || (amounts !== undefined && !(value > 0))) return [];
    return [{ customer: name, day: Math.floor(days[row]!), amount: value }];
  });
  const lost = customers.length - purchases.length;
  if (lost > 0)
    remarks.push(
      `${lost.toLocaleString('en-US')} of ${customers.length.toLocaleString('en-US')} rows have no customer, no date or no positive amount and were left out.`,
    );
  return { purchases, hasAmounts: amounts !== undefined, remarks };
}

interface AmountColumns {
  readonly amount: string | undefined;
  readonly price: string | undefined;
  readonly quantity: string | undefined;
}

function amountWords({ amount, price, quantity }: AmountColumns): string {
  if (amount !== undefined) return `, amount from "${amount}"`;
  if (price !== undefined)
    return `, amount from "${price}"${quantity === undefined ? '' : ` times "${quantity}"`}`;
  return '; there is no amount, so no value is foretold';
}

function amountsOf(file: TableFile, { amount, price, quantity }: AmountColumns): Float64Array | undefined {
  if (amount !== undefined) return numbersIn(file, amount);
  if (price === undefined) return undefined;
  const prices = numbersIn(file, price);
  if (quantity === undefined) return prices;
  const quantities = numbersIn(file, quantity);
  return prices.map((each, row) => each * quantities[row]!);
}

function columnFor(
  file: TableFile,
  role: keyof typeof SYNONYMS,
  taken: ReadonlySet<string>,
): string | undefined {
  const spelled = (name: string) =>
    name
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .trim();
  return file.csv.header.find((name) => !taken.has(name) && SYNONYMS[role].test(spelled(name)));
}

function missing(file: TableFile, role: 'customer' | 'date'): never {
  throw new Fault(
    'usage.wrong',
    `${file.file}:1: no column looks like the ${role}; name it with --${role}. Columns: ${file.csv.header.join(', ')}.`,
  );
}
