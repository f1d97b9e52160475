#include "core/insight/complaint.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/insight/talk_words.h"

namespace history {

namespace {

// Whoever says one of these complains, also in a question.
const Phrases& plain() {
    static const Phrases words(
        "жалоба*,жалобу,жалобы,жалобой,жалуюсь,жалуемся,пожаловаться,претензи*,рекламаци*,возмущен*,"
        "возмутитель*,безобрази*,обман*,брак,"
        "бракован*,дефект*,неисправ*,сломан*,сломал*,сломался,поломан*,поломал*,разбит*,разбил*,треснул*,"
        "трещин*,поцарап*,царапин*,"
        "поврежд*,испорч*,испорт*,порван*,порвал*,помят*,помял*,протека*,не соответств*,прислали не "
        "то,прислали не тот,прислали не ту,"
        "прислали другой,прислали другую,прислали другое,привезли не то,привезли не тот,привезли не "
        "ту,привезли другой,"
        "пришло не то,пришел не тот,пришла не та,перепутали заказ,перепутали товар,не "
        "хватает,недовложен*,ужасное качество,ужасного качества,ужасный товар,"
        "ужасный сервис,ужасное "
        "обслуживание,отвратит*,хамств*,нахамил*,недовол*,разочарован*,разочаровал*,верните деньги,вернуть "
        "деньги,"
        "деньги назад,хочу вернуть,хотим вернуть,требую*,требуем,заберите обратно,воняет,неприятный "
        "запах,неприятно пахнет,резкий запах,пахнет пластмасс*,"
        "пахнет хими*,пахнет резин*,пахнет "
        "гарью,просроч*,завял*,увял*,гнил*,сгнил*,тухл*,протух*,подделк*,некачествен*,плохое качество,"
        "плохого качества,низкое качество,качество плохое,качество ужасное,качество низкое,никто не "
        "отвечает,мошенник*,буду жаловаться,"
        "перестал работать,перестала работать,перестало работать,перестали работать,полиня*,облез*,отвалил*,"
        "шағым*,шагым*,сапасы нашар,сапасы төмен,сапасыз,нашар "
        "сапа*,ақау*,сынған,сынып,сынық,жарылған,жарылып,жыртыл*,сызат*,бүлін*,бұзыл*,жарамсыз,"
        "ақшамды қайтар*,ақшаны қайтар*,қайтарып алыңыз,қайтарғым келеді,көңілім "
        "толмады,ренжідім,ренжулі,алдады,алдап,алдадыңыздар,басқа тауар,"
        "істемей қалды,жұмыс істемей қалды,мерзімі өтк*,иісі жаман,"
        "complain*,defect*,faulty,broken,damaged,cracked,scratched,shattered,torn,leaking,stopped "
        "working,wrong item,wrong product,"
        "wrong size,wrong color,wrong colour,not as described,money back,want a refund,need a refund,demand "
        "a refund,refund me,poor quality,bad quality,terrible "
        "quality,awful quality,terrible service,awful "
        "service,disappointed,disappointing,unacceptable,outrageous,scam,fraud,counterfeit,expired,rotten,"
        "smells bad,smells awful,missing parts,parts are missing,never buying,nobody answers,no one answers");
    return words;
}

// Complaints unless they ask: "от сети не работает?" wants to know.
const Phrases& telling() {
    static const Phrases words(
        "не работа*,не включа*,не горит,не горят,не заряж*,не светит*,не греет,не держит,не крутит*,не "
        "подош*,не открывается крышка,"
        "жұмыс істемейді,істемейді,қосылмайды,жанбайды,"
        "doesn t work,does not work,don t work,isn t working,not working,won t turn on,doesn t turn on,does "
        "not turn on");
    return words;
}

// What is of the shop, no product: "сайт не работает".
const Phrases& of_the_shop() {
    static const Phrases words(
        "сайт*,ссылк*,промокод*,оплат*,приложени*,доставк*,магазин*,номер*,выходн*,воскресень*,суббот*,карта,"
        "картой,сілтеме*,төлем*,"
        "жеткізу*,дүкен*,site,website,link,promo,coupon,payment,app,delivery,store,shop");
    return words;
}

// In one sentence with these words nothing has happened.
const Phrases& supposed() {
    static const Phrases words("если,вдруг,на случай,гарант*,егер,кепілдік*,if,in case,warranty,guarantee*");
    return words;
}

// Before a word: "без дефектов", "жалоб нет" is told apart by what stands behind.
bool denied(const Words& words, std::size_t from, std::size_t end) {
    const auto in_sentence = [&](std::size_t at) {
        return at < words.size() && words.all()[at].sentence == words.all()[from].sentence;
    };
    if (from > 0 && in_sentence(from - 1))
        for (std::string_view no : {"без", "не", "нет", "no", "not", "without", "never"})
            if (words.at(from - 1) == no) return true;
    if (in_sentence(end))
        for (std::string_view no : {"нет", "жоқ", "емес", "отсутствуют"})
            if (words.at(end) == no) return true;
    return false;
}

// Of an earlier complaint: what became of it.
const Phrases& asking_after() {
    static const Phrases words(
        "что с моей,что с моим,что по моей,что по моему,что там с,что насчет,как там моя,как там мой,жду "
        "ответа,ждем ответа,жду решения,ждем решения,"
        "жду возврат*,когда решите,когда решится,когда вернете,когда вернут,когда замените,когда поменяете,"
        "когда заберете,когда будет решение,есть новости,есть ли новости,до сих пор тишина,до сих пор нет "
        "ответа,до сих пор без ответа,по поводу моей,я звонил*,звонил вчера,звонила вчера,звонил "
        "сегодня,звонила сегодня,"
        "мы звонили,уже обращал*,фото отправил*,фото дефекта отправил*,фото дефекта отправил*,отправил "
        "фото,отправила фото,фото выслал*,"
        "шағымым не болды,шағымым бойынша,шағыммен не,қашан шешесіз*,қашан қайтарасыз*,жауап күтіп*,жауап "
        "болмады,қоңырау шалған едім,"
        "any update*,any news,what about my,what happened to my,what happened with my,still waiting,when "
        "will you,i called about,i wrote about,"
        "following up,follow up on,status of my");
    return words;
}

// What it is about then.
const Phrases& of_a_complaint() {
    static const Phrases words(
        "жалоб*,претензи*,возврат*,возвращ*,дефект*,брак,бракован*,замен*,решите,решится,решение,решения,"
        "рекламаци*,не работа*,сломан*,разбит*,"
        "тишина,поводу,шағым*,қайтар*,ауыстыр*,шешесіз*,complain*,refund*,return,replacement,exchange,defect*"
        ",claim,broken,faulty");
    return words;
}

bool supposed_in(const Words& words, std::size_t index) {
    const std::uint32_t sentence = words.all()[index].sentence;
    for (std::size_t at = supposed().find(words); at < words.size(); at = supposed().find(words, at + 1))
        if (words.all()[at].sentence == sentence) return true;
    return false;
}

}  // namespace

ComplaintWords complaint_words(std::string_view text) {
    return complaint_words(Words(text));
}

ComplaintWords complaint_words(const Words& words) {
    if (words.size() == 0) return ComplaintWords::none;
    const std::size_t none = words.size();
    if (asking_after().find(words) != none && of_a_complaint().find(words) != none)
        return ComplaintWords::asks_after;
    for (std::size_t at = 0; at < none; ++at) {
        std::size_t end = plain().at(words, at);
        bool of_product = end != 0;
        if (!of_product) {
            end = telling().at(words, at);
            of_product =
                end != 0 && !words.asks(words.all()[at].sentence) && of_the_shop().find(words) == none;
        }
        if (of_product && !denied(words, at, end) && !supposed_in(words, at))
            return ComplaintWords::complains;
    }
    return ComplaintWords::none;
}

std::vector<OpenComplaint> open_complaints(const ContactFacts& facts, const FindProduct& find,
                                           std::uint64_t as_of_ms) {
    std::vector<OpenComplaint> standing;
    if (facts.complaints.empty()) return standing;
    struct Known {
        const ContactFacts::Complaint* said;
        ProductRef product;
    };
    // Tags first: what a colleague tagged is told by the tag, not by its words.
    std::vector<Known> all;
    for (const bool tagged : {true, false})
        for (const ContactFacts::Complaint& one : facts.complaints) {
            if (one.tagged != tagged || one.at_ms > as_of_ms) continue;
            const bool again = std::any_of(all.begin(), all.end(),
                                           [&](const Known& other) { return other.said->item == one.item; });
            if (!again) all.push_back({&one, find(one.product, one.words)});
        }
    std::vector<ProductRef> resolved_products;
    for (const ContactFacts::Resolution& one : facts.resolutions)
        resolved_products.push_back(one.product.empty() ? ProductRef{} : find(one.product, {}));
    const auto ended = [&](const Known& one) {
        if (one.said->closed) return true;
        for (std::size_t i = 0; i < facts.resolutions.size(); ++i) {
            const ContactFacts::Resolution& resolution = facts.resolutions[i];
            if (resolution.at_ms > as_of_ms || resolution.at_ms < one.said->at_ms) continue;
            if (!resolution.of.empty()) {
                if (resolution.of == one.said->item || resolution.of == one.said->source) return true;
                continue;  // settles what it names and nothing else
            }
            if (resolution.product.empty() ||
                (!one.product.sku.empty() && one.product.sku == resolved_products[i].sku))
                return true;
        }
        return false;
    };
    for (const Known& one : all) {
        if (ended(one)) continue;
        if (one.said->asks_after) {
            const bool known = std::any_of(all.begin(), all.end(), [&](const Known& other) {
                return !other.said->asks_after && other.said->at_ms <= one.said->at_ms &&
                       (one.product.sku.empty() || other.product.sku.empty() ||
                        one.product.sku == other.product.sku);
            });
            if (known) continue;
        }
        standing.push_back({one.said->item, one.said->source, one.said->at_ms, one.product, one.said->words});
    }
    arrange(standing.begin(), standing.end(), [](const OpenComplaint& a, const OpenComplaint& b) {
        return a.at_ms != b.at_ms ? a.at_ms < b.at_ms : a.item < b.item;
    });
    return standing;
}

}  // namespace history
