#include "core/insight/closing.h"

#include "core/insight/talk_words.h"

namespace history {

namespace {

constexpr std::size_t closing_bytes_max = 400;  // nobody thanks longer without saying something else

// What thanks or agrees: one of them must be there.
const Phrases& thanks() {
    static const Phrases words(
        "спасибо*,спс,пасиб*,благодар*,признател*,ок,окей,оке,окей,ладно,хорошо,хорош,отлично,супер,класс,"
        "классно,прекрасно,замечательно,"
        "здорово,договорились,понял,поняла,поняли,понятно,ясно,принято,ага,угу,да,добро,идет,годится,жду,"
        "ждем,ждемс,буду ждать,"
        "подожду,до свидания,до встречи,всего доброго,всего хорошего,пока,доброй ночи,спокойной "
        "ночи,хорошего дня,взаимно,"
        "не за что,пожалуйста,получил,получила,получили,вопрос решен,вопросов нет,"
        "рахмет*,рақмет*,ракмет*,жақсы,жаксы,жарайды,болады,түсіндім,тусиндим,түсінікті,келістік,келистик,"
        "күтемін,"
        "кутемин,күтемиз,күтеміз,сау болыңыз,сау бол,алғыс*,керемет,иә,ия,мақұл,"
        "thanks*,thank you,thank "
        "u,thx,ty,ok,okay,okey,k,great,perfect,super,cool,good,fine,nice,awesome,excellent,agreed,deal,"
        "got it,understood,noted,sure,yes,yep,will do,bye,goodbye,see you,have a nice "
        "day,waiting,received,done,cheers,np");
    return words;
}

// What may stand beside it and asks for nothing.
const Phrases& beside() {
    static const Phrases words(
        "большое,огромное,вам,вас,вашу,ваш,за,быстрый,быструю,оперативн*,ответ*,помощь,заказ,доставку,"
        "информацию,консультацию,все,"
        "всем,очень,и,а,ну,тогда,то,это,пришло,пришел,пришла,получил*,забрал*,доставили,дошло,дошел,"
        "нормально,понравил*,подошл*,"
        "подош*,красив*,рад,рада,довольн*,доволен,так,уже,сегодня,завтра,вечером,утром,зайду,заеду,приду,"
        "подойду,заберу,буду,ваш,"
        "здравствуйте,добрый день,добрый вечер,доброе "
        "утро,день,вечер,хорошего,доброго,вы,лучшие,лучший,магазин*,девочки,ребята,"
        "сізге,сізге,сіздерге,үлкен,көп,бәрі,барлығы,келді,алдым,өте,тез,жауап*,үшін,қош,онда,ғой,"
        "you,very,much,so,a,lot,for,the,your,quick,fast,reply,answer,help,support,everything,all,arrived,it,"
        "is,are,and,i,im,am,then,"
        "that,this,again,we,will,wait,loved,love,nice,order,delivery,package,my,to");
    return words;
}

}  // namespace

bool closes_talk(std::string_view text) {
    return !text.empty() && text.size() <= closing_bytes_max && closes_talk(text, Words(text));
}

bool closes_talk(std::string_view text, const Words& words) {
    if (text.empty() || text.size() > closing_bytes_max) return false;
    if (words.asks_anything()) return false;
    bool thanked = words.size() == 0;
    for (std::size_t at = 0; at < words.size();) {
        if (const std::size_t end = thanks().at(words, at)) {
            thanked = true;
            at = end;
        } else if (const std::size_t other = beside().at(words, at)) {
            at = other;
        } else {
            return false;
        }
    }
    return thanked;
}

}  // namespace history
