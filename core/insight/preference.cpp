#include "core/insight/preference.h"

#include <algorithm>

#include "core/insight/talk_words.h"

namespace history {

namespace {

struct Named {
    std::string_view word, channel;
};

// A word of a channel, in whatever case Russian and Kazakh put it.
std::string_view channel_word(std::string_view word) {
    static constexpr Named table[] = {
        {"whatsapp*", "whatsapp"},
        {"whats", "whatsapp"},
        {"wa", "whatsapp"},
        {"ватсап*", "whatsapp"},
        {"вацап*", "whatsapp"},
        {"вотсап*", "whatsapp"},
        {"уатсап*", "whatsapp"},
        {"вотсапп*", "whatsapp"},
        {"telegram*", "telegram"},
        {"tg", "telegram"},
        {"телеграм*", "telegram"},
        {"телегу", "telegram"},
        {"телеге", "telegram"},
        {"тг", "telegram"},
        {"instagram*", "instagram"},
        {"insta", "instagram"},
        {"инстаграм*", "instagram"},
        {"инсту", "instagram"},
        {"инсте", "instagram"},
        {"инста", "instagram"},
        {"директ*", "instagram"},
        {"direct", "instagram"},
        {"дайрект*", "instagram"},
        {"messenger*", "messenger"},
        {"мессенджер", "messenger"},
        {"facebook*", "messenger"},
        {"фейсбук*", "messenger"},
        {"fb", "messenger"},
        {"vk", "vk"},
        {"вк", "vk"},
        {"вконтакте", "vk"},
        {"вконтакт", "vk"},
        {"vkontakte", "vk"},
        {"viber*", "viber"},
        {"вайбер*", "viber"},
        {"email*", "email"},
        {"e", ""},
        {"mail", "email"},
        {"почту", "email"},
        {"почте", "email"},
        {"почта", "email"},
        {"почтой", "email"},
        {"имейл*", "email"},
        {"мейл*", "email"},
        {"емейл*", "email"},
        {"пошта*", "email"},
        {"sms", "sms"},
        {"смс*", "sms"},
        {"эсэмэс*", "sms"},
        {"телефон*", "telephony"},
        {"telephon*", "telephony"},
        {"phone*", "telephony"},
        {"call", "telephony"},
        {"calls", "telephony"},
        {"звонок", "telephony"},
        {"звонком", "telephony"},
        {"чат*", ""},
        {"sitechat", "sitechat"},
    };
    for (const Named& one : table)
        if (!one.channel.empty() && word_is(word, one.word)) return one.channel;
    return {};
}

const Phrases& do_not_call() {
    static const Phrases words(
        "не звоните,не звони,не звонить,не надо звонить,не нужно звонить,не звоните*,не беспокойте "
        "звонк*,без звонков,звонки не беру,"
        "звонки не принимаю,на звонки не отвечаю,не беру звонки,не беру трубку,трубку не беру,не отвечаю на "
        "звонки,не принимаю звонки,"
        "не могу говорить,неудобно говорить,говорить не могу,по телефону не,не перезванивайте,не надо "
        "перезванивать,не нужно перезванивать,"
        "қоңырау шалма*,қоңырау шалуға болмайды,қоңырау керек емес,телефон соқпа*,звандамаңыз,"
        "don t call,do not call,dont call,please no calls,no calls,no phone calls,don t phone,do not "
        "phone,don t ring,can t talk,"
        "cannot talk,stop calling,not by phone");
    return words;
}

const Phrases& do_call() {
    static const Phrases words(
        "можно звонить,можете звонить,звоните в любое,звоните когда,лучше звоните,лучше позвоните,лучше "
        "звонить,лучше по телефону,"
        "удобнее по телефону,предпочитаю звон*,предпочитаю по телефону,звонить удобнее,қоңырау шала "
        "беріңіз,қоңырау шалған дұрыс,"
        "қоңырау шалғаныңыз дұрыс,feel free to call,you can call,better call,prefer a call,prefer "
        "calls,prefer phone,call me anytime");
    return words;
}

// "пишите в ...": what turns a channel's name into a wish.
const Phrases& write_to() {
    static const Phrases words(
        "пишите,пиши,писать,отвечайте,присылайте,шлите,лучше,удобнее,удобно,предпочитаю,предпочтительн*,"
        "связывайтесь,"
        "на связи,жазыңыз*,жазсаңыз*,жазыныз,хабарласыңыз*,хабарласып тұрыңыз*,write,text me,message "
        "me,email me,mail me,contact me,reach me,prefer*,"
        "better,best");
    return words;
}

const Phrases& here() {
    static const Phrases words("сюда,здесь,тут,осында,осы жерге,осы чатқа,here,this chat");
    return words;
}

}  // namespace

std::string channel_named(std::string_view text) {
    const Words words(text);
    for (const Word& word : words.all())
        if (const std::string_view channel = channel_word(word.text); !channel.empty())
            return std::string(channel);
    return {};
}

PreferenceWords preference_words(std::string_view text, std::string_view own_channel) {
    if (text.empty() || text.size() > preference_bytes_max) return {};
    return preference_words(Words(text), own_channel);
}

PreferenceWords preference_words(const Words& words, std::string_view own_channel) {
    PreferenceWords wish;
    const std::size_t none = words.size();
    const std::size_t refused = do_not_call().find(words);
    wish.no_calls = refused != none;
    wish.calls_again = !wish.no_calls && do_call().find(words) != none;
    if (wish.calls_again) wish.channel = "telephony";
    const std::size_t write = write_to().find(words);
    if (write == none && !wish.no_calls) return wish;
    // Where calls are refused any channel named is the wish; else it stands within a few words of "пишите".
    const bool pleads = write != none && words.asks(words.all()[write].sentence);
    for (std::size_t at = 0; at < none && wish.channel.empty(); ++at) {
        const std::string_view channel = channel_word(words.at(at));
        if (channel.empty() || channel == "telephony") continue;
        const std::size_t apart = at > write ? at - write : write - at;
        if (wish.no_calls || (write != none && !pleads && apart <= 3 &&
                              words.all()[at].sentence == words.all()[write].sentence))
            wish.channel = channel;
    }
    if (wish.channel.empty() && !own_channel.empty() && write != none && !pleads) {
        const std::size_t place = here().find(words, write);
        if (place != none && place <= write + 3) wish.channel = own_channel;
    }
    return wish;
}

std::string_view contact_channel(const ItemFacts& facts) {
    return facts.channel == "segment" && facts.kind == "message" ? std::string_view("sitechat")
                                                                 : facts.channel;
}

bool counts_as_contact(const ItemFacts& facts) {
    return facts.direction == Direction::in && !facts.bot &&
           (facts.kind == "message" || facts.kind == "mail" || facts.kind == "call");
}

}  // namespace history
