// Words on screen (design: widget.md, "Words on screen"): Russian, which every page has; words_kk.ts and words_en.ts come by
// themselves where they are wanted. Plurals are tables by Intl.PluralRules category. {n} and {name} are filled in by `say`.
// A key missing in another language would be a compile error: all three have one type.

import { ru_more } from './more_words';

export type Plural = { one: string; few?: string; many?: string; other: string } | { one: string; few: string; many: string; other?: string };

const ru_words = {
    ...ru_more,
    waiting: 'Ждут ответа',
    unfiled: 'Не узнали клиента',
    customers: 'Все клиенты',
    sealed: 'Данные зашифрованы на этом устройстве',
    longest_first: 'Сначала те, кто ждёт дольше',
    latest_first: 'Сначала последние обращения',
    find: 'Телефон, имя, заказ, любое слово',
    list_of: '{n} из {total}',
    updated: 'обновлено {time}',
    nobody_waits: 'Никто не ждёт ответа',
    nobody_waits_more: 'Новые вопросы клиентов появятся здесь сами.',
    nothing_unfiled: 'Все записи разобраны по клиентам',
    nothing_unfiled_more: 'Записи, у которых нет ни номера, ни почты, появятся здесь.',
    no_customers: 'Здесь появится история клиентов',
    no_customers_more: 'Сообщения, звонки, письма и чеки из всех каналов лягут в одну карточку на человека. Пока не пришло ни одной записи.',
    no_history: 'Истории пока нет',
    no_history_more: 'Сюда попадут сообщения, звонки, письма, визиты на сайт и покупки этого клиента.',
    found_none: 'Никого не нашли',
    found_none_more: 'Ищем по номеру в любом написании, почте и началу имени.',
    found: 'Найдено: {n}',
    open: 'Открыто',
    awaits: 'Ждёт ответа',
    awaits_for: 'Ждёт ответа {age}',
    worth_knowing: 'Важно знать',
    contacts: 'Контакты',
    channels: 'Где общались',
    why_one: 'Почему один клиент',
    all_history: 'Вся история',
    back: 'К списку',
    card: 'Карточка клиента',
    history: 'История',
    views: 'Списки',
    search: 'Поиск',
    keys: 'Клавиши',
    clear: 'Очистить',
    write_to: 'Написать в {channel}',
    call_to: 'Позвонить',
    not_proved: 'имя со слов клиента',
    nameless: 'Клиент без имени',
    visitor: 'Посетитель сайта',
    note: 'Заметка',
    consultation: 'Консультация',
    note_for: 'Заметка для коллег',
    consultation_for: 'О чём спросил клиент и что вы ответили',
    staff_only: 'клиент не увидит',
    note_seen_by: 'заметка, видят только сотрудники',
    save: 'Сохранить',
    saving: 'Сохраняем',
    not_saved: 'Не сохранилось: {reason}',
    you: 'Вы',
    unsent: 'не отправлено',
    offline_since: 'Нет сети с {time}.',
    offline: 'Нет сети.',
    offline_more: 'История, поиск и записи работают.',
    offline_unsent: 'Не отправлено:\u00a0{n}.',
    refused: 'Сервер отклонил запись этого устройства.',
    alarm: 'Сервер показывает не ту историю.',
    alarm_more: 'Отправка остановлена, записи на устройстве целы.',
    read_only: 'Только просмотр',
    joining: 'Подключить это устройство',
    joining_more: 'Вставьте ссылку-приглашение. Она действует один раз и сразу исчезнет с экрана.',
    joining_field: 'Ссылка-приглашение',
    join: 'Подключить',
    opening: 'Подключаемся',
    opening_more: 'Получаем ключи и первые записи. Это занимает несколько секунд.',
    error: 'История не открылась',
    error_safe: 'Записанное на этом устройстве цело.',
    retry: 'Повторить',
    copy_diagnosis: 'Скопировать диагностику',
    loading: 'Открываем историю',
    call_in: 'Звонок от клиента',
    call_out: 'Звонок клиенту',
    call_out_missed: 'Звонок клиенту, не ответил',
    missed: 'Пропущенный звонок',
    waited: 'ждал {time}',
    took: 'на линии {name}',
    recording: 'есть запись',
    read: 'прочитано {time}',
    delivered: 'доставлено {time}',
    sent: 'отправлено',
    failed: 'не доставлено',
    edited: 'изменено',
    deleted: 'Сообщение удалено',
    bot: 'Бот',
    quote: { one: 'цитата, {n} строка', few: 'цитата, {n} строки', many: 'цитата, {n} строк' },
    visits: { one: '{n} событие', few: '{n} события', many: '{n} событий' },
    pages: { one: '{n} страница', few: '{n} страницы', many: '{n} страниц' },
    events: { one: '{n} событие', few: '{n} события', many: '{n} событий' },
    more_events: { one: 'Показать ещё {n} событие', few: 'Показать ещё {n} события', many: 'Показать ещё {n} событий' },
    more_lines: { one: 'ещё {n} строка', few: 'ещё {n} строки', many: 'ещё {n} строк' },
    purchases: { one: '{n} покупка', few: '{n} покупки', many: '{n} покупок' },
    items: { one: '{n} запись', few: '{n} записи', many: '{n} записей' },
    receipt: 'Чек {number}',
    return: 'Возврат {number}',
    order: 'Заказ {number}',
    till: 'касса {till}',
    public_comment: 'публичный комментарий',
    other: 'Запись неизвестного вида',
    attachment: 'вложение',
    no_words: 'без слов',
    photo: 'фото', voice: 'голосовое сообщение', video: 'видео', document: 'документ', sticker: 'стикер', location: 'место на карте', contact: 'контакт',
    ad: 'реклама',
    today: 'Сегодня',
    yesterday: 'Вчера',
    now: 'только что',
    minutes: '{n} мин', hours: '{n} ч', hours_minutes: '{n} ч {m} мин', seconds: '{n} с', minutes_seconds: '{n} мин {m} с',
    days: { one: '{n} день', few: '{n} дня', many: '{n} дней' },
    bytes: 'Б', kilobytes: 'КБ', megabytes: 'МБ',
    bought: 'Купил', total: 'Всего', city: 'Город', language: 'Язык', source: 'Откуда',
    first_source: 'Пришёл', last_source: 'Недавно',
    from_direct: 'прямой заход', from_search: 'поиск', from_paid_search: 'реклама в поиске', from_social: 'соцсеть', from_social_ad: 'реклама в соцсети',
    from_retargeting: 'ретаргетинг', from_referral: 'ссылка', from_email: 'письмо', from_messenger: 'мессенджер',
    from_assistant: 'ассистент', from_partner: 'партнёр', from_display: 'баннер', from_offline: 'код на бумаге',
    marketing: 'Рассылки', delivery: 'Доставка',
    birthday: 'День рожд.', company: 'Компания', address: 'Адрес', email: 'Почта', phone: 'Телефон', preference: 'Просьба',
    key_next: 'следующая, предыдущая запись', key_open: 'открыть', key_search: 'поиск', key_note: 'заметка',
    key_consultation: 'консультация', key_list: 'к списку', key_save: 'сохранить запись', key_close: 'закрыть, выйти из поля', key_help: 'эти клавиши',
    key_fold: 'развернуть, свернуть', close: 'Закрыть',
    fold: 'Свернуть', unfold: 'Развернуть',
    ev_product: 'смотрел товар', ev_section: 'смотрел раздел', ev_search: 'искал', ev_add: 'положил в корзину', ev_remove: 'убрал из корзины', ev_cart: 'смотрел корзину', ev_checkout: 'начал оформлять', ev_order: 'оформил заказ', ev_paid: 'оплатил', ev_signup: 'зарегистрировался', ev_login: 'вошёл',
    // channels
    ch_site: 'Сайт', ch_chat: 'Чат на сайте', ch_email: 'Почта', ch_phone: 'Телефон', ch_shop: 'Магазин', ch_order: 'Заказ',
    ch_payment: 'Оплата', ch_delivery: 'Доставка', ch_1c: '1С', ch_note: 'Заметка', ch_promise: 'Обещание', ch_reminder: 'Напоминание',
    ch_system: 'Система',
};

type Widen<T> = T extends string ? string : Plural;
export type Words = { [K in keyof typeof ru_words]: Widen<(typeof ru_words)[K]> };
const ru: Words = ru_words;

export type Lang = 'ru' | 'kk' | 'en';
type Keys<T, V> = { [K in keyof T]: T[K] extends V ? K : never }[keyof T];
export type Word = Keys<Words, string>;
export type PluralWord = Keys<Words, Plural>;

export const languages: { ru: Words } & Partial<Record<Lang, Words>> = { ru };  // those that are here

export function language_of(lang: string): Lang {
    const two = lang.slice(0, 2).toLowerCase();
    return two === 'kk' || two === 'en' ? two : 'ru';
}

export function fill(pattern: string, values?: Record<string, string | number>): string {
    return values ? pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')) : pattern;
}
