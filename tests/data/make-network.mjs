// Writes network-case.csv beside it: the manual's case, an agency with seven regional teams, and eleven more agencies
// of very different size. Every name is put together by a seeded generator; nobody in it is real.
//   node tests/data/make-network.mjs                      the demonstration, about 1,500 members
//   node tests/data/make-network.mjs --rows 50000 OUT.csv  a large file of the same kind
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// mulberry32: small, seeded, the same on every machine.
function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = seeded(20261121);
const pick = (list) => list[Math.floor(random() * list.length)];

const given = ['Ana', 'Aaliyah', 'Abena', 'Alejandra', 'Amara', 'Anh', 'Ayşe', 'Beatriz', 'Björn', 'Caoimhe', 'Chidi', 'Chloë', 'Dalia', 'Dmitri', 'Dolores',
  'Eilidh', 'Elif', 'Émile', 'Esperanza', 'Farid', 'Fatou', 'Françoise', 'Gökçe', 'Guadalupe', 'Hana', 'Håkon', 'Ifeoma', 'Inés', 'Íñigo', 'Jamal', 'Jesús',
  'Joaquín', 'Jolanta', 'Kamala', 'Kateřina', 'Keanu', 'Kofi', 'Lakshmi', 'Latoya', 'Łucja', 'Lourdes', 'Mai', 'Malik', 'Marisol', 'Mbali', 'Moira', 'Naïma',
  'Ngozi', 'Núria', 'Oluwaseun', 'Øystein', 'Paloma', 'Priya', 'Quỳnh', 'Rosalía', 'Ruth', 'Saoirse', 'Siobhán', 'Søren', 'Soledad', 'Tomasz', 'Tuấn',
  'Uchenna', 'Valentina', 'Wanjiru', 'Xiomara', 'Yasmin', 'Ye-jin', 'Yusuf', 'Zofia', 'Žofie', 'Mary Ann', 'Jean-Luc', 'Lee', 'Dee', 'Robin', 'Sam', 'Jo'];
const family = ['Abernathy', 'Achterberg', 'Adeyemi', 'Ávila', 'Bąk', 'Bianchi', 'Brânză', 'Castañeda', 'Charbonneau', 'Çelik', "D'Amico", 'De la Cruz', 'Đặng',
  'Dvořák', 'Eastman', 'Echeverría', 'Færøy', 'Fitzgerald', 'Gómez', 'Grant-Whitaker', 'Gutiérrez', 'Haddad', 'Hernández', 'Hoang', "Ibáñez", 'Ifill', 'Jiménez',
  'Jørgensen', 'Kowalczyk', 'Krüger', 'Lefèvre', 'López', 'Mac an Bhaird', 'Marchetti', 'Mbeki', 'Müller', 'Muñoz', 'Nakamura', 'Ngata', 'Nuñez', "O'Brien", "O’Shaughnessy",
  'Okonkwo', 'Özdemir', 'Park', 'Peña', 'Quiñones', 'Ramírez', 'Rhys-Davies', 'Šimůnek', 'Sørensen', 'Santos', 'Sá', 'Tremblay', 'Tshabalala', 'Underhill', 'Vázquez',
  'van den Berg', 'von Ahlefeld', 'Weiß', 'Whitehorse', 'Xu', 'Ybarra', 'Yıldız', 'Zając', 'Zúñiga', 'Ó Súilleabháin', 'St. Clair'];
// Names that software often gets wrong: other scripts, right to left, one letter, one word twice, very long, marks that stand alone.
const unusual = [['美玲', '陈'], ['さくら', '高橋'], ['지우', '김'], ['Ольга', 'Ковальчук'], ['Ελένη', 'Παπαδοπούλου'], ['ليلى', 'حداد'], ['نور', 'الدين'],
  ['שירה', 'לוי'], ['अनन्या', 'शर्मा'], ['ፀሐይ', 'ገብረ'], ['ნინო', 'ბერიძე'], ['Անի', 'Պետրոսյան'], ['மீனா', 'சுப்பிரமணியன்'], ['ສົມສັກ', 'ວົງສາ'],
  ['U', 'Ō'], ['O', 'X'], ['Q', 'Q'], ['Null', 'Void'], ['True', 'North'], ['Jo', 'Nan'], ['Ana "Nana"', 'Reyes'], ['Sofía, hija', 'Del Río'], ['José', 'Nuñez'], ['José', 'Nuñez'],
  ['Zoë\u0308', "N'Diaye"], ['Mary-Kate', "Ní Dhomhnaill-O'Connor"], ['می‌نا', 'ده‌قان'], ['Kalamaonalaniokekaimalieomakani', 'Pualanihaleakalaokawailanimalie'],
  ['Annegret-Wilhelmine', 'von Hohenwiesen-Langstraße zu Niederaltbrück und der Mühle am unteren Weiher'], ['李', 'O'], ['Æ', "A'a"], ['Ǹkẹ́chí', 'Ọlá'], ['=Sum', '-Dash'], ['@lex', '+Plus']];

const regions = [['EAST', 'Eastern Massachusetts'], ['WEST', 'Western Massachusetts'], ['BOSTON', 'Boston Area'], ['SOUTHEAST', 'Southeastern Massachusetts'],
  ['NORTHEAST', 'Northeast Massachusetts'], ['WORCESTER', 'Worcester'], ['CALL-211', 'Mass 2-1-1 call center']];
const words = (...names) => names.map((name) => [name.toUpperCase().replace(/[^A-Z0-9]+/g, '-').slice(0, 20), name]);

// code, name, time zone, help contact, teams, members
const agencies = [
  ['MASSUP', 'MassSupport', 'America/New_York', 'On-call supervisor 617-555-0100, any hour', regions, 420],
  ['CAPE-ISL', 'Cape & Islands Outreach', 'America/New_York', 'Duty phone 508-555-0111', words('Upper Cape', 'Lower Cape', 'Islands'), 64],
  ['BERK', 'Berkshire Helping Hands', 'America/New_York', 'Call Rosa at the front desk, 413-555-0122', words('Berkshire'), 6],
  ['SHELTER9', "St. Brigid's Shelter for Families", 'America/New_York', 'Night line 617-555-0133', words('Day', 'Night'), 23],
  ['HARBOR', 'Harbor Crisis Line', 'America/New_York', '', words('Phones A', 'Phones B', 'Text and chat', 'Training'), 187],
  ['CASA-LUZ', 'Casa Luz Servicios Comunitarios', 'America/Puerto_Rico', 'Línea de guardia 787-555-0144', words('San Juan', 'Ponce', 'Mayagüez'), 118],
  ['ELMS', 'The Elms Group Homes', 'America/New_York', 'House manager on call, 978-555-0155', words('Elm House', 'Birch House', 'Oak House', 'Relief'), 92],
  ['MERRI-VAL', 'Merrimack Valley Family Services', 'America/New_York', 'EAP 800-555-0166', words('Lowell', 'Lawrence', 'Haverhill', 'Newburyport', 'Home visits'), 231],
  ['RIVER3', 'Three Rivers Survivors’ Network', 'America/New_York', 'Supervisor 413-555-0177', words('Advocates'), 3],
  ['PIONEER', 'Pioneer Valley Addiction Recovery', 'America/New_York', '413-555-0188 (ask for the duty lead)', words('Springfield', 'Holyoke', 'Northampton', 'Street outreach'), 156],
  ['VETS-NE', 'New England Veterans Peer Center', 'America/New_York', '', words('Boston', 'Providence'), 41],
  ['BOSTON-CH', 'Boston Children in Care', 'America/New_York', 'On-call clinician 617-555-0199', words('Intake', 'Foster care', 'Adoption', 'Residential', 'After care', 'Court team'), 159],
];

function quote(cell) {
  return /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function rolesOf(place, teamPlace) {
  if (place === 0) return 'coordinator';
  if (place === 1) return '';
  if (teamPlace === 2 || teamPlace === 3) return 'supporter';
  if (teamPlace === 4) return place % 2 ? 'supervisor' : 'supervisor|trainer';
  if (teamPlace === 5) return 'panel';
  return random() < 0.01 ? 'trainer;panel' : '';
}

const header = 'agency_code,agency_name,time_zone,help_contact,team_code,team_name,staff_number,given_name,family_name,email,roles,language';

function rowsOf([code, name, zone, contact, teams, members], strange) {
  const host = `${code.toLowerCase()}.example`;
  const perTeam = new Map();
  const rows = [];
  for (let place = 0; place < members; place++) {
    const team = teams[place < 2 ? 0 : Math.floor(random() ** 1.4 * teams.length)];
    const teamPlace = perTeam.get(team[0]) ?? 0;
    perTeam.set(team[0], teamPlace + 1);
    const number = String(place + 1).padStart(5, '0');
    let person = strange.length > 0 && place > 1 && random() < 0.09 ? strange.shift() : [pick(given), pick(family)];
    let email = `staff${number}@${host}`;
    if (code === 'MASSUP' && place === 0) [person, email] = [['Casey', 'Ortiz-Lindqvist'], 'casey.coordinator@massup.example'];
    if (code === 'MASSUP' && place === 1) [person, email] = [['Morgan', 'Achterberg'], 'morgan.member@massup.example'];
    const spanish = code === 'CASA-LUZ' ? random() < 0.85 : random() < 0.12;
    rows.push([code, name, zone, contact, team[0], team[1], `${code.slice(0, 3)}-${number}`, person[0], person[1], email, rolesOf(place, teamPlace), spanish ? 'es' : 'en']
      .map(quote).join(','));
  }
  return rows;
}

const [flag, count, out] = process.argv.slice(2);
const lines = [header];
if (flag === '--rows') {
  const perAgency = 400;
  for (let made = 0; made < Number(count); made += perAgency) {
    const size = Math.min(perAgency, Number(count) - made);
    const number = made / perAgency + 1;
    lines.push(...rowsOf([`LARGE-${number}`, `Large Agency ${number}`, 'America/New_York', '', regions, size], [...unusual]));
  }
} else {
  const strange = [...unusual];
  for (const agency of agencies) {
    lines.push(...rowsOf(agency, strange));
  }
}

const place = flag === '--rows' ? out : join(dirname(fileURLToPath(import.meta.url)), 'network-case.csv');
writeFileSync(place, `${lines.join('\r\n')}\r\n`);
