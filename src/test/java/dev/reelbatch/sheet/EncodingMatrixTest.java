package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sheets in many languages, short and longer, in every encoding that Java can write them in. */
class EncodingMatrixTest {

    private static final Map<String, List<String>> TEXTS = texts();
    private static final List<String> FORMATS =
            List.of("prompt,campaign\n\"%s\",c1\n", "prompt;note\r\n\"%s\";x\r\n", "prompt\n%s\n");

    /** EBCDIC, and encodings that no spreadsheet writes. */
    private static final Pattern RARE = Pattern.compile(
            "IBM(0|1[01]|2|37|4[2-9]|5|838|87[01]|918|-Thai).*|x-IBM.*|.*JIS_?X?_?0.*|x-SJIS_0213|x-MS932_0213|x-COMPOUND.*"
                    + "|x-Johab|x-EUC-TW|x-MacRomania|x-MacDingbat|x-MacSymbol");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whenASheetIsInAnyEncodingThenItIsReadCorrectlyOrTheQuestionHasTheRightAnswer() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> unnamed = new ArrayList<>();
        int sheets = 0;
        for (Map.Entry<String, List<String>> language : TEXTS.entrySet()) {
            for (Charset charset : charsets()) {
                for (int rows : new int[] {1, 3, 9}) {
                    String text = sheet(language.getValue(), rows, FORMATS.get(sheets % FORMATS.size()));
                    byte[] bytes = encoded(text, charset);
                    if (bytes != null && !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
                        sheets++;
                        String what = language.getKey() + ", " + charset + ", " + rows + " rows: ";
                        switch (outcome(bytes, text)) {
                            case WRONG -> wrong.add(what);
                            case UNNAMED -> unnamed.add(what);
                            default -> {}
                        }
                    }
                }
            }
        }
        assertThat(sheets).isGreaterThan(2_500);
        assertThat(wrong).isEmpty();
        assertThat(unnamed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "zh-more"})
    void whenASheetIsChineseThenItIsReadWithoutAQuestion(String language) throws IOException {
        List<String> prompts = Objects.requireNonNull(TEXTS.get(language));
        for (int rows = 1; rows <= prompts.size(); rows++) {
            for (String format : FORMATS) {
                String text = sheet(prompts, rows, format);
                for (String encoding : List.of("GB18030", "GBK", "GB2312")) {
                    assertThat(outcome(Objects.requireNonNull(encoded(text, Charset.forName(encoding))), text))
                            .as(text)
                            .isEqualTo(Outcome.RIGHT);
                }
            }
        }
        String short1 = "提示词,时长\n海浪,8\n";
        assertThat(outcome(Objects.requireNonNull(encoded(short1, Charset.forName("GBK"))), short1))
                .isEqualTo(Outcome.RIGHT);
    }

    private static String sheet(List<String> prompts, int rows, String format) {
        int headerEnd = format.indexOf('\n') + 1;
        StringBuilder text = new StringBuilder(format.substring(0, headerEnd));
        prompts.stream()
                .limit(rows)
                .forEach(prompt -> text.append(format.substring(headerEnd).formatted(prompt)));
        return text.toString();
    }

    private enum Outcome {
        RIGHT,
        WRONG,
        /** A question that offers the right answer. */
        NAMED,
        /** A question without the right answer. */
        UNNAMED
    }

    private Outcome outcome(byte[] bytes, String text) throws IOException {
        Path file = Files.write(folder.resolve("sheet.csv"), bytes);
        try {
            Charset charset = EncodingDetector.of(file, ReadOptions.RECOGNISED);
            String read = decoded(bytes, charset);
            return read != null && text.equals(read.replace("\uFEFF", "")) ? Outcome.RIGHT : Outcome.WRONG;
        } catch (UnclearSheetException e) {
            assertThat(e.getMessage()).contains("--encoding ").doesNotContain("\n");
            boolean named = false;
            for (UnclearSheetException.Answer answer : e.answers()) {
                String read = decoded(bytes, Charset.forName(answer.reading().encoding()));
                assertThat(read).as("%s in %s", text, answer.name()).isNotNull();
                named |= text.equals(read);
            }
            return named ? Outcome.NAMED : Outcome.UNNAMED;
        }
    }

    /**
     * Returns the charsets that write an ASCII letter as ASCII or UTF does, and are not for one device or standard
     * only.
     */
    private static List<Charset> charsets() {
        return Charset.availableCharsets().values().stream()
                .filter(Charset::canEncode)
                .filter(charset -> !RARE.matcher(charset.name()).matches())
                .toList();
    }

    private static byte @Nullable [] encoded(String text, Charset charset) {
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable String decoded(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static Map<String, List<String>> texts() {
        Map<String, List<String>> texts = new TreeMap<>();
        texts.put(
                "cs",
                List.of(
                        "modrý kůň běží po pláži při západu slunce",
                        "starší žena čte noviny na lavičce v parku",
                        "děti si hrají ve sněhu u lesa",
                        "Příliš žluťoučký kůň úpěl ďábelské ódy",
                        "Řeka teče pod mostem; „zlatá“ hodina"));
        texts.put(
                "sk",
                List.of(
                        "modrý kôň beží po pláži pri západe slnka",
                        "stará žena číta noviny na lavičke",
                        "deti sa hrajú v snehu pri lese",
                        "Ľadová socha v tvare vĺčika",
                        "ŕba a dážď"));
        texts.put(
                "pl",
                List.of(
                        "lis biegnie przez pole o wschodzie słońca",
                        "stara kobieta czyta gazetę na ławce",
                        "dzieci bawią się w śniegu",
                        "Zażółć gęślą jaźń",
                        "Łódź płynie po jeziorze"));
        texts.put(
                "hu",
                List.of(
                        "egy kék ló fut a tengerparton naplementekor",
                        "idős nő újságot olvas a padon",
                        "gyerekek játszanak a hóban",
                        "Árvíztűrő tükörfúrógép",
                        "Őszi erdő, ködös reggel"));
        texts.put(
                "hr",
                List.of(
                        "plavi konj trči plažom u zalazak sunca",
                        "starija žena čita novine na klupi",
                        "djeca se igraju u snijegu kraj šume",
                        "Žuti leptir leti iznad livade",
                        "mačka spava ispod đurđica"));
        texts.put(
                "ro",
                List.of(
                        "un cal albastru aleargă pe plajă la apus",
                        "o femeie în vârstă citeşte ziarul",
                        "copiii se joacă în zăpadă lângă pădure",
                        "Şarpele alunecă prin iarbă",
                        "ţărmul mării în ceaţă"));
        texts.put("ro-comma", List.of("o fată citește o carte pe țărm", "pisica își linge lăbuța"));
        texts.put(
                "sl",
                List.of(
                        "modri konj teče po plaži ob sončnem zahodu",
                        "starejša ženska bere časopis",
                        "otroci se igrajo v snegu"));
        texts.put(
                "de",
                List.of(
                        "ein schöner Garten am Abend – Bäume im Nebel",
                        "ein Hund läuft über die Straße",
                        "ein Mädchen hört Musik",
                        "Grüße aus München „ganz“ groß",
                        "Übermütige Äffchen im Öl"));
        texts.put(
                "de-plain",
                List.of(
                        "ein schöner Garten am Abend - Bäume im Nebel",
                        "ein Hund läuft über die Straße",
                        "ein Mädchen hört Musik"));
        texts.put(
                "fr",
                List.of(
                        "un été à la plage au coucher du soleil",
                        "une vieille dame lit le journal près de la forêt",
                        "des élèves jouent dans la neige",
                        "L’œuvre d’un maître naïf",
                        "Ça va où tu veux, dès Noël"));
        texts.put("fr-plain", List.of("un café au bord de la mer", "l'été à la plage", "une forêt enneigée la nuit"));
        texts.put(
                "es",
                List.of(
                        "un niño corre por la montaña",
                        "¿Qué pasa en el jardín? ¡Olé!",
                        "la señora lee el periódico en un café",
                        "El pingüino se desliza",
                        "Año nuevo, corazón"));
        texts.put(
                "pt",
                List.of(
                        "um cão corre na praia ao pôr do sol",
                        "a avó lê o jornal no jardim",
                        "crianças brincam na neve à noite",
                        "São João à beira-mar",
                        "ação e emoção"));
        texts.put(
                "it",
                List.of("la città di notte sotto la pioggia", "perché il caffè è così buono", "un gatto più in là"));
        texts.put(
                "nl",
                List.of(
                        "een café aan zee, zeeën van tijd",
                        "een oud paar met twee kinderen op het ijs",
                        "geïllustreerd ruïne coöperatie"));
        texts.put(
                "da",
                List.of(
                        "en blå hest løber på stranden ved solnedgang",
                        "en ældre kvinde læser avis på bænken",
                        "børn leger i sneen ved åen",
                        "Øresund i tåge",
                        "Æbler på bordet"));
        texts.put(
                "sv",
                List.of(
                        "en blå häst springer på stranden",
                        "en äldre kvinna läser tidningen",
                        "barn leker i snön vid sjön",
                        "Åska över älven",
                        "Örn i skyn"));
        texts.put(
                "fi",
                List.of(
                        "sininen hevonen juoksee rannalla",
                        "vanha nainen lukee lehteä penkillä",
                        "lapset leikkivät lumessa metsän lähellä",
                        "Yö järvellä"));
        texts.put(
                "is",
                List.of(
                        "maðurinn gengur á fjallið þegar ljósið kemur",
                        "þrjár ær á túni",
                        "börnin leika sér í snjónum"));
        texts.put(
                "et",
                List.of(
                        "sinine hobune jookseb päikeseloojangul rannas",
                        "vanem naine loeb ajalehte pargipingil õhtul",
                        "lapsed mängivad lumes metsa ääres",
                        "šokolaad ja žanr",
                        "Õunapuu öös"));
        texts.put(
                "lv",
                List.of(
                        "zils zirgs skrien pa pludmali saulrietā",
                        "veca sieviete lasa avīzi uz soliņa",
                        "bērni spēlējas sniegā pie meža",
                        "Ķirsis ģērbies ņemt šļūkt"));
        texts.put(
                "lt",
                List.of(
                        "mėlynas arklys bėga paplūdimiu",
                        "sena moteris skaito laikraštį ant suolo",
                        "vaikai žaidžia sniege prie miško",
                        "Ąžuolas ūkanoje; šuo įlipa"));
        texts.put(
                "tr",
                List.of(
                        "kızıl tilki karlı bir tarlada koşuyor",
                        "yaşlı bir kadın bankta gazete okuyor",
                        "çocuklar ormanın yanında karda oynuyor",
                        "İstanbul’da güneş batıyor",
                        "Şehrin ışıkları"));
        texts.put(
                "vi",
                List.of("một con mèo đen ngồi trên mái nhà", "cô gái đọc sách bên cửa sổ", "trẻ em chơi trong tuyết"));
        texts.put(
                "vi-1258",
                List.of("một con me\u0300o đen ngô\u0300i", "cô ga\u0301i đo\u0323c sa\u0301ch", "tre\u0309 em"));
        texts.put(
                "ru",
                List.of(
                        "кошка бежит по крыше на закате",
                        "старая женщина читает газету в парке",
                        "дети играют в снегу у леса",
                        "Синяя лошадь скачет по пляжу",
                        "Ёлка «в огнях» – ночь"));
        texts.put("ru-capital", List.of("Кошка", "Закат над морем", "НОЧНОЙ ГОРОД"));
        texts.put(
                "uk",
                List.of(
                        "кішка біжить по даху на заході сонця",
                        "стара жінка читає газету в парку",
                        "діти граються у снігу біля лісу",
                        "Їжак їсть яблуко"));
        texts.put(
                "bg",
                List.of(
                        "котка тича по покрива при залез",
                        "възрастна жена чете вестник в парка",
                        "деца играят в снега край гората",
                        "Щъркел лети над полето"));
        texts.put(
                "sr",
                List.of(
                        "мачка трчи по крову у залазак сунца",
                        "старија жена чита новине",
                        "деца се играју у снегу",
                        "Њива и ђурђевак"));
        texts.put(
                "el",
                List.of(
                        "μια γάτα τρέχει στη στέγη στο ηλιοβασίλεμα",
                        "μια ηλικιωμένη γυναίκα διαβάζει εφημερίδα",
                        "παιδιά παίζουν στο χιόνι κοντά στο δάσος",
                        "Άνοιξη στην Αθήνα",
                        "Ώρα για ταξίδι"));
        texts.put("he", List.of("חתול רץ על הגג בשקיעה", "אישה זקנה קוראת עיתון בפארק", "ילדים משחקים בשלג ליד היער"));
        texts.put(
                "ar",
                List.of(
                        "قطة تركض على السطح عند الغروب",
                        "امرأة مسنة تقرأ الجريدة في الحديقة",
                        "أطفال يلعبون في الثلج قرب الغابة"));
        texts.put("fa", List.of("گربه روی بام", "پرنده پرواز کرد"));
        texts.put(
                "th",
                List.of(
                        "แมวดำวิ่งบนหลังคาตอนพระอาทิตย์ตก",
                        "หญิงชราอ่านหนังสือพิมพ์ในสวน",
                        "เด็กๆเล่นหิมะใกล้ป่า",
                        "ชายหาดสีทองยามเย็น"));
        texts.put("ja", List.of("屋根の上を走る猫", "海に沈む夕日を眺める少女", "雪の中で遊ぶ子供たち", "東京の夜景、ネオンの光", "桜の花びらが舞い散る春の公園"));
        texts.put("ja-kanji", List.of("東京夜景", "満開桜並木", "海岸夕日"));
        texts.put("ja-kana", List.of("ねこがはしる", "サクラ", "コーヒーをのむおんなのこ"));
        texts.put("ko", List.of("지붕 위를 달리는 고양이", "공원 벤치에서 신문을 읽는 노부인", "눈 속에서 노는 아이들", "서울의 야경, 네온 불빛", "벚꽃이 흩날리는 봄날"));
        texts.put("ko-short", List.of("고양이", "바다", "서울 야경"));
        texts.put("zh", List.of("一只猫在屋顶上奔跑", "海边的日出，慢镜头，“温暖”的光", "产品特写：红色跑鞋在白色背景上旋转", "霓虹灯下的上海街头，雨天", "老奶奶在公园的长椅上看报纸"));
        texts.put("zh-short", List.of("春季", "海浪", "城市夜景"));
        texts.put("zh-more", List.of("赛博朋克城市雨夜", "航拍金色沙漠中的骆驼商队", "清晨的茶园，雾气“缓缓”散开"));
        texts.put("zh-Hant", List.of("一隻貓在屋頂上奔跑", "海邊的日出，慢鏡頭", "產品特寫：紅色跑鞋在白色背景上旋轉", "霓虹燈下的臺北街頭，雨天", "老奶奶在公園的長椅上看報紙"));
        texts.put("zh-Hant-short", List.of("海浪", "貓", "夜市"));
        texts.put(
                "en-quotes", List.of("It’s a red fox in a field of snow", "“Hello” – she said…", "the waiter’s smile"));
        texts.put("en-cafe", List.of("the waiter of a small café smiles", "a naïve jalapeño", "Beyoncé on stage"));
        texts.put(
                "mixed-western",
                List.of(
                        "Grüße aus München",
                        "un été à la plage",
                        "El niño corre",
                        "São João à noite",
                        "en blå hest løber"));
        texts.put(
                "mixed-central",
                List.of("modrý kůň běží", "egy kék ló fut a hóban, hűvös", "zażółć gęślą jaźń", "ein schöner Tag"));
        return texts;
    }
}
