/** The 21 sets of label ranking that papers compare on: where they live, and how to tell them. */
import { checkChecksum, type KnownFile } from '../checksum';
import { DataError } from '../images';
import { parseRankings, type LabelRankings } from './rankings';

export interface KnownRankings {
  readonly id: string;
  readonly rows: number;
  readonly features: number;
  readonly labels: number;
  /** Public address of the folder where the file lies; ends in a slash. No licence is stated there. */
  readonly home: string;
  readonly file: KnownFile;
}

const github = 'https://raw.githubusercontent.com';
const KORBA = `${github}/akorba/Structured_Approach_Label_Ranking/5bfe2a93b33426bc9d1f6445146d727d6b94f458/data/`;
const KRINIAS = `${github}/gkrinias/label_ranking/06dee6c03cf451814d507171bb49651ac154cdc7/LR_DATASETS/`;

function set(
  id: string,
  [rows, features, labels]: readonly [number, number, number],
  home: string,
  bytes: number,
  sha256: string,
): KnownRankings {
  return { id, rows, features, labels, home, file: { name: `${id}.txt`, bytes, sha256 } };
}

// prettier-ignore
const sets = [
  set('authorship', [841, 70, 4], KORBA, 740_909, 'b410bfee195dbd81643a3193dd747d22466d6e06f23bc06a7f84ce7421c3f93a'),
  set('bodyfat', [252, 7, 7], KORBA, 20_444, '3379fb1908eda5b897ea05cb1d8f9bf4ec2f33f5858221d6d1149478ea1fbeb6'),
  set('calhousing', [20_640, 4, 4], KORBA, 963_356, 'a8b78da920568d67f091464c017706b0aa012b690f6dd408f824722ac7f9f4d6'),
  set('cold', [2465, 24, 4], KRINIAS, 601_054, '85f7840af2b31d3ba6a103c01e122c5d6faedee38c456df0e758bd61848a3e9b'),
  set('cpu-small', [8192, 6, 5], KORBA, 560_786, '5411073cd0b74dcd0f87cb8f9b8671196b579de6ecd202a363e3fb77ab2ab723'),
  set('diau', [2465, 24, 7], KRINIAS, 645_430, '931da55edadafbbdf145bb3ac6947b85a5719d4b8457eeba18eebee1178e1d7d'),
  set('dtt', [2465, 24, 4], KRINIAS, 601_054, 'abe384c085e3dff86fa26355f664c6f9fda0559af6e57179f091336cef48da90'),
  set('elevators', [16_599, 9, 9], KRINIAS, 2_633_894, 'a6e452792ce068f51f486293cbfcafeb9e9fe795a7e8ed485fed036683e72781'),
  set('fried', [40_768, 9, 5], KORBA, 3_894_447, '2989d652ecad498151f54b1ecf7e755914364b0b56e717ea329d1a858be86c13'),
  set('glass', [214, 9, 6], KORBA, 18_793, 'd1e1b0c9fc7bd37945be6ea6ae4565601229ed9aa7ada90d68aa776f0f855668'),
  set('heat', [2465, 24, 6], KRINIAS, 630_638, '914a8afddef49f99b35f2e44e97104289582f6d45c8ea7804851337542bfe3ff'),
  set('housing', [506, 6, 6], KORBA, 36_971, '1ca3b02a33cd6c074707458868445af654812b8025b1cfa7c1d001a4c8234603'),
  set('iris', [150, 4, 3], KORBA, 6427, '3d9271c29963a2f6ef3845d35d09906df946ed35881622c40005f5ec0c53195a'),
  set('pendigits', [10_992, 16, 10], KORBA, 1_880_834, '393a7f9b1d1d968595362fdcad6d012a87d7eab1128208e0e2731ecf393dd6e6'),
  set('segment', [2310, 18, 7], KORBA, 557_707, '0f1bd9ab3229e3d33e7e7177aa4a6d94c53e78d134c466031309414cfa462e33'),
  set('spo', [2465, 24, 11], KRINIAS, 707_063, '1cae443d25f859e2532e0a7a034a17f028bbb826552d44780b29ab1dd763af69'),
  set('stock', [950, 5, 5], KORBA, 55_026, 'd66d14538c0b1d98e3f53279b24c663b8a2558f10824ae894b93bfc37d07954d'),
  set('vehicle', [846, 18, 4], KORBA, 148_953, '59c14a16fe66df9f5a694a9b8ddb417656978d6e6afe7b51f34dced25226e50c'),
  set('vowel', [528, 10, 11], KORBA, 62_510, '1baf59c6141d16693bebf29549d942158b8ad3566f29fea892f0d327c569aacb'),
  set('wine', [178, 13, 3], KORBA, 23_552, '6eab2f5fd73fb0c1ef5366904a1e1481b74669aa3da1ecae52f76d896dd7b909'),
  set('wisconsin', [194, 16, 16], KORBA, 35_843, '18057162bf92c4ded6971a42ccb644c9b2ddb1e8b6717616e590f5d5cb798842'),];

/** Those of Hüllermeier et al. (2008) and Cheng et al. (2009), with few rows first. */
export const knownRankings: readonly KnownRankings[] = sets.sort((a, b) => a.rows - b.rows);

/**
 * A known set, of its file.
 * @throws DataError naming the file where it is not the published one
 */
export async function openKnown(known: KnownRankings, bytes: Uint8Array): Promise<LabelRankings> {
  const { file, rows, features, labels } = known;
  await checkChecksum(file.name, file, bytes);
  const read = parseRankings(file.name, bytes);
  const fits = read.features.length === features && read.labels.length === labels;
  if (fits && read.rows === rows) return read;
  throw new DataError(`${file.name} holds other rows, features or labels than are published.`);
}
