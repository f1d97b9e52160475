// The one formatter: typed values of slices become text, before either twin sees them. Intl does dates, numbers, money and
// plurals. What must keep together ("10 м", sums, phone numbers) is joined by no-break spaces and hyphens.
import type { Identifier, Money } from '../slices';
import { fill, language_of, languages, type Lang, type PluralWord, type Word } from './words';

const nbsp = '\u00a0';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

// Intl writes the tenge as KZT in Russian; the look wants the sign.
const signs: Record<string, string> = { KZT: '₸', RUB: '₽', EUR: '€', USD: '$' };

// Browsers carry no Kazakh calendar: its names are ours, numbers are written as in Russian.
const kk_months = ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'];
const kk_weekdays = ['жексенбі', 'дүйсенбі', 'сейсенбі', 'сәрсенбі', 'бейсенбі', 'жұма', 'сенбі'];

const names: Record<string, string> = { telegram: 'Telegram', instagram: 'Instagram', whatsapp: 'WhatsApp', messenger: 'Messenger', vk: 'VK', viber: 'Viber', user: 'id', loyalty: '№' };

export class Format {
    readonly lang: Lang;
    private readonly words;
    private readonly locale: string;
    private readonly plural: Intl.PluralRules;
    private readonly number: Intl.NumberFormat;
    private readonly fraction: Intl.NumberFormat;
    private readonly clock: Intl.DateTimeFormat;
    private readonly month_day: Intl.DateTimeFormat;
    private readonly short_day: Intl.DateTimeFormat;
    private readonly weekday: Intl.DateTimeFormat;
    private readonly full_day: Intl.DateTimeFormat;
    private readonly month_name: Intl.DateTimeFormat;

    constructor(lang: string) {
        const wanted = language_of(lang);
        this.lang = languages[wanted] ? wanted : 'ru';
        this.words = languages[wanted] ?? languages.ru;
        this.locale = this.lang === 'en' ? 'en-GB' : 'ru';
        this.plural = new Intl.PluralRules(this.lang === 'kk' ? 'en' : this.locale);  // Kazakh: one and other
        this.number = new Intl.NumberFormat(this.locale);
        this.fraction = new Intl.NumberFormat(this.locale, { minimumFractionDigits: 2 });
        this.clock = new Intl.DateTimeFormat(this.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
        this.month_day = new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'long' });
        this.short_day = new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'short' });
        this.weekday = new Intl.DateTimeFormat(this.locale, { weekday: 'long' });
        this.month_name = new Intl.DateTimeFormat(this.locale, { month: 'long' });
        this.full_day = new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'long', year: 'numeric' });
    }

    say(word: Word, values?: Record<string, string | number>): string {
        return fill(this.words[word], values);
    }
    count(word: PluralWord, n: number): string {
        const forms = this.words[word];
        const form = forms[this.plural.select(n) as 'one' | 'few' | 'many' | 'other'] ?? forms.other ?? forms.one;
        return fill(form, { n: this.integer(n) }).replace(/(\d) /, `$1${nbsp}`);
    }
    integer(n: number): string {
        return this.number.format(n);
    }

    time(ms: number): string {
        return this.clock.format(ms);
    }
    day_key(ms: number): string {
        const date = new Date(ms);
        return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
    }
    // "Сегодня, четверг 11 декабря", "Суббота, 6 декабря", "6 декабря 2024"
    day_header(ms: number, now: number): string {
        const weekday = this.lang === 'kk' ? kk_weekdays[new Date(ms).getDay()]! : this.weekday.format(ms);
        const date = this.month_and_day(ms);
        if (this.day_key(ms) === this.day_key(now)) return `${this.say('today')}, ${weekday} ${date}`;
        if (this.day_key(ms) === this.day_key(now - day)) return `${this.say('yesterday')}, ${weekday} ${date}`;
        if (new Date(ms).getFullYear() !== new Date(now).getFullYear()) return this.lang === 'kk' ? `${new Date(ms).getFullYear()} ж. ${date}` : this.full_day.format(ms).replace(/\s?г\.$/, '');
        return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}, ${date}`;
    }
    private month_and_day(ms: number): string {
        return this.lang === 'kk' ? `${new Date(ms).getDate()} ${kk_months[new Date(ms).getMonth()]}` : this.month_day.format(ms);
    }
    // An age or date for the right edge of a row: time today, "25 ноя" this year, else the year.
    when(ms: number, now: number): string {
        if (this.day_key(ms) === this.day_key(now)) return this.time(ms);
        if (new Date(ms).getFullYear() !== new Date(now).getFullYear() && now - ms > 180 * day) return String(new Date(ms).getFullYear());
        if (this.lang === 'kk') return `${new Date(ms).getDate()}${nbsp}${kk_months[new Date(ms).getMonth()]!.slice(0, 3)}`;
        const [number, month] = this.short_day.format(ms).replace('.', '').split(' ') as [string, string];
        return `${number}${nbsp}${this.lang === 'ru' ? month.slice(0, 3) : month ?? ''}`;
    }
    // How long something has been waiting: "42 мин", "3 ч 10 мин", "5 дней".
    age(ms: number): string {
        if (ms < minute) return this.say('now');
        if (ms < hour) return this.tight('minutes', { n: Math.floor(ms / minute) });
        if (ms < day) {
            const n = Math.floor(ms / hour);
            const m = Math.floor((ms % hour) / minute);
            return m ? this.tight('hours_minutes', { n, m }) : this.tight('hours', { n });
        }
        return this.count('days', Math.floor(ms / day));
    }
    // A term, as the right edge of a row shows it: "до 18:00", "завтра 11:00", "вчера 17:00", "12 дек".
    term(ms: number, now: number): string {
        if (this.day_key(ms) === this.day_key(now)) return this.tight('by_time', { time: this.time(ms) });
        return this.moment(ms, now);
    }
    // "сегодня 14:02", "завтра 11:00", "6 дек 13:05", last year's without the time.
    moment(ms: number, now: number): string {
        const time = this.time(ms);
        const word = ([['today', now], ['yesterday', now - day], ['tomorrow', now + day]] as const).find(([, at]) => this.day_key(at) === this.day_key(ms))?.[0];
        if (word) return `${this.say(word).toLowerCase()}${nbsp}${time}`;
        const date = this.when(ms, now);
        return /^\d{4}$/.test(date) ? date : `${date}${nbsp}${time}`;
    }
    // "осталось 3 ч 16 мин", "просрочено 22 ч"
    distance(due: number, now: number): string {
        return due >= now ? this.say('left_time', { age: this.age(due - now) }) : this.say('late_time', { age: this.age(now - due) });
    }
    // "Декабрь 2025"
    month(ms: number): string {
        const date = new Date(ms);
        const name = this.lang === 'kk' ? kk_months[date.getMonth()]! : this.month_name.format(ms);
        return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${date.getFullYear()}`;
    }
    // "4 мин 12 с"
    duration(seconds: number): string {
        const n = Math.floor(seconds / 60);
        const m = seconds % 60;
        if (!n) return this.tight('seconds', { n: m });
        return m ? this.tight('minutes_seconds', { n, m }) : this.tight('minutes', { n });
    }
    // "0:34"
    stopwatch(seconds: number): string {
        return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    }

    // Minor units to "14 980 ₸". All currencies that occur have two minor digits; whole sums are shown without them.
    money(value: Money): string {
        return `${this.amount(value.minor)}${nbsp}${signs[value.currency] ?? value.currency}`;
    }
    amount(minor: number): string {
        const text = (minor % 100 === 0 ? this.number : this.fraction).format(Math.abs(minor) / 100);
        return (minor < 0 ? '−' : '') + text.replace(/[ \u202f]/g, nbsp);
    }

    // "+7 700 000‑12‑34" for numbers of Kazakhstan and Russia; others as they are.
    phone(value: string): string {
        const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(value);
        return match ? `+7${nbsp}${match[1]}${nbsp}${match[2]}\u2011${match[3]}\u2011${match[4]}` : value;
    }
    identifier(one: Identifier): string {
        if (one.type === 'phone') return this.phone(one.value);
        if (one.raw?.startsWith('@')) return one.raw;
        if (one.type === 'email') return one.value;
        return `${names[one.type] ?? one.type} ${one.raw ?? one.value}`;
    }
    size(bytes: number): string {
        if (bytes < 1000) return `${bytes}${nbsp}${this.say('bytes')}`;
        if (bytes < 1_000_000) return `${this.integer(Math.round(bytes / 1000))}${nbsp}${this.say('kilobytes')}`;
        return `${this.integer(Math.round(bytes / 100_000) / 10)}${nbsp}${this.say('megabytes')}`;
    }
    // Two letters of a name, or none for somebody nameless.
    initials(name: string | undefined): string {
        const words = (name ?? '').replace(/[«»"'()]/g, ' ').split(/\s+/).filter((word) => /^\p{L}/u.test(word));
        const proper = words.length > 2 && /^(ТОО|ООО|ИП|АО|ЗАО|ПАО|LLP|LLC|JSC)$/u.test(words[0]!) ? words.slice(1) : words;
        return proper.slice(0, 2).map((word) => [...word][0]!.toUpperCase()).join('');
    }

    private tight(word: Word, values: Record<string, string | number>): string {
        return this.say(word, values).replaceAll(' ', nbsp);
    }
}
