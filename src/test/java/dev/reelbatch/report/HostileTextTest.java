package dev.reelbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.page.HtmlTemplates;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tools.jackson.databind.json.JsonMapper;

/** A prompt may contain anything. */
class HostileTextTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.strings()
                                .withChars("<>&\"'=+-@＝,;\r\n\t {}\u202E\u05D0\u2028x1")
                                .ofMaxLength(30)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(30)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "<script>alert(1)</script>", "{{job}}", "\" onload=x", "🦊", "שלום", "%s", "\u007F")));
    }

    @Property
    void whenTextIsEscapedThenItCarriesNoMarkupAndReadsBack(@ForAll("texts") String text) {
        String markup = HtmlTemplates.escaped(text);

        assertThat(markup).doesNotContain("<", ">", "\"", "'");
        String back = markup.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x60;", "`")
                .replace("&#x3D;", "=")
                .replace("&amp;", "&");
        assertThat(back).isEqualTo(text.replaceAll("[\\x00-\\x08\\x0B-\\x1F\\x7F]", "\uFFFD"));
    }

    @Property
    void whenTextStandsInThePagesDataThenItEndsNothingAndReadsBack(@ForAll("texts") String text) {
        String json = PageData.json(Map.of("prompt", text));

        assertThat(json).doesNotContain("<");
        assertThat(JSON.readTree(json).path("prompt").stringValue()).isEqualTo(text);
    }

    @Property
    void whenTheManifestIsReadBackThenItsCellsAreTheOriginalsButForTheGuard(@ForAll("texts") String text)
            throws Exception {
        Assume.that(text.indexOf('\r') < 0); // OpenCSV writes them and does not read them
        StringWriter written = new StringWriter();
        CsvLines lines = new CsvLines(written);
        lines.write(List.of(text, "=" + text, "plain").stream()
                .map(CsvLines::guarded)
                .toList());

        List<String> read = readBack(written.toString());

        assertThat(read.get(0)).isIn(text, "'" + text);
        assertThat(read.get(1)).isEqualTo("'=" + text);
        assertThat(read.get(2)).isEqualTo("plain");
        assertThat(read).noneMatch(cell -> cell.matches("(?s)[=+@\t\r\n＝＋－＠].*|-\\D.*"));
    }

    private static List<String> readBack(String csv) throws Exception {
        try (var reader = new CSVReaderBuilder(new StringReader(csv.substring(1)))
                .withCSVParser(new RFC4180ParserBuilder().build())
                .build()) {
            return List.of(reader.readNext());
        }
    }

    @Example
    void whenACellHoldsACarriageReturnThenItIsQuotedAsItIs() throws Exception {
        StringWriter written = new StringWriter();
        new CsvLines(written).write(List.of("a\rb", "\r"));

        assertThat(written).hasToString("\uFEFF\"a\rb\",\"\r\"\r\n");
    }

    @Example
    void whenAStatusIsNamedThenItIsTheManifestsWord() {
        assertThat(List.of(ManifestStatus.values()).stream().map(ManifestStatus::word))
                .containsExactly("delivered", "failed", "in_doubt", "timed_out", "undelivered", "pending", "cancelled");
        ReportRow invalid = new ReportRow(2, 1, null, null, null, null, "{}", "{}", "bad", 0, null, List.of());
        assertThat(ManifestStatus.of(invalid)).isEqualTo(ManifestStatus.FAILED);
    }
}
