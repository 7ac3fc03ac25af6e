package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.ColumnNames;
import dev.reelbatch.sheet.Header;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.sheet.Texts;
import dev.reelbatch.text.CellText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class RequestPropertiesTest {

    private static final List<String> HEADER = List.of("prompt", "id", "duration", "parameters.seed");

    @Property(tries = 300)
    void whenOnlyTheSpellingDiffersThenTheFingerprintIsTheSame(
            @ForAll("rows") List<String> cells,
            @ForAll("blanks") String before,
            @ForAll("blanks") String after,
            @ForAll Random random) {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(order, random);
        List<String> header = order.stream().map(HEADER::get).toList();
        List<String> spelt = order.stream()
                .map(cells::get)
                .map(cell -> before + decomposed(cell) + after)
                .toList();
        assertThat(fingerprint(header, spelt)).isEqualTo(fingerprint(HEADER, cells));
    }

    @Property(tries = 300)
    void whenRequestsDifferThenTheirFingerprintsDiffer(
            @ForAll("rows") List<String> one, @ForAll("rows") List<String> other) {
        Assume.that(!normal(one).equals(normal(other)));
        assertThat(fingerprint(HEADER, one)).isNotEqualTo(fingerprint(HEADER, other));
    }

    @Property(tries = 500)
    void whenCanonicalJsonIsReadThenItIsPrintedTheSame(@ForAll("json") JsonNode node) {
        String printed = CanonicalJson.print(node);
        JsonNode read = Objects.requireNonNull(CanonicalJson.parse(printed));
        assertThat(CanonicalJson.print(read)).isEqualTo(printed);
    }

    @Property(tries = 500)
    void whenATextIsNormalThenItStaysAsItIs(@ForAll String text) {
        String normal = CellText.normal(text);
        assertThat(CellText.normal(normal)).isEqualTo(normal);
        assertThat(CellText.normal("\uFEFF\u3000" + Normalizer.normalize(normal, Normalizer.Form.NFD)))
                .isEqualTo(normal);
    }

    private static String decomposed(String cell) {
        String text = Normalizer.normalize(cell, Normalizer.Form.NFD);
        return text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    }

    private static Fingerprint fingerprint(List<String> header, List<String> cells) {
        ParsedRow row = new RowParser(Header.of(header, new ColumnNames(ReadOptions.RECOGNISED)), Sheets.RULES)
                .parse(new SheetRow(2, cells));
        Assume.that(row instanceof ParsedRow.Valid); // a text may look like one that has lost its letters
        return ((ParsedRow.Valid) row).row().fingerprint();
    }

    private static List<String> normal(List<String> cells) {
        return cells.stream().map(CellText::normal).toList();
    }

    @Provide
    Arbitrary<List<String>> rows() {
        Arbitrary<String> prompts = Texts.any().map(text -> "a kite, " + text);
        Arbitrary<String> ids = Arbitraries.of("", "a", "é", "id 2", "７");
        Arbitrary<String> durations = Arbitraries.of("4", "8", "12");
        Arbitrary<String> seeds = Arbitraries.of("", "1", "1.5", "007", "true", "x", "[1,2]");
        return Combinators.combine(prompts, ids, durations, seeds).as(List::of);
    }

    @Provide
    Arbitrary<String> blanks() {
        return Arbitraries.of(" ", "\t", "\u00A0", "\u3000", "\uFEFF", "\n", "\r\n")
                .list()
                .ofMaxSize(3)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<JsonNode> json() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(8).map(nodes::stringNode),
                Arbitraries.bigDecimals().map(nodes::numberNode),
                Arbitraries.of(nodes.booleanNode(true), nodes.booleanNode(false), nodes.nullNode()));
        Arbitrary<JsonNode> array =
                leaf.list().ofMaxSize(4).map(items -> nodes.arrayNode().addAll(items));
        Arbitrary<JsonNode> object = Arbitraries.maps(
                        Arbitraries.strings().all().ofMaxLength(4), Arbitraries.oneOf(leaf, array))
                .ofMaxSize(4)
                .map(members -> {
                    var node = nodes.objectNode();
                    members.forEach(node::set);
                    return node;
                });
        return Arbitraries.oneOf(leaf, array, object);
    }
}
