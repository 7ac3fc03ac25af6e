package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.Document;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.sheet.ReadOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;

class CatalogueTest {

    @Test
    void whenAModelChangesThenItsPageHasToFollow() {
        Document page = Document.of("docs/models.md");
        page.assertHas("models", ModelsPage.table(Catalogue.shipped()));
        page.assertHas("details", ModelsPage.details(Catalogue.shipped()));
    }

    @Test
    void whenAModelIsShippedThenEverythingInItsEntryIsSound() {
        Catalogue catalogue = Catalogue.shipped();
        assertThat(catalogue.names()).hasSizeGreaterThan(30).allSatisfy(name -> {
            Model model = Objects.requireNonNull(catalogue.find(name));
            Set<String> fields = new HashSet<>(model.parameters().keySet());
            assertThat(model.input().keySet()).noneMatch(fields::contains);
            fields.addAll(model.input().keySet());
            fields.add("sound"); // of kling-v2-6: it has a price, but is not offered
            for (Rule rule : model.rules()) {
                assertThat(fields).containsAll(rule.when().terms().keySet());
                assertThat(fields).containsAll(rule.then().terms().keySet());
            }
            PriceList prices = model.price();
            if (prices != null) {
                Stream.concat(prices.rates().stream(), prices.surcharges().stream())
                        .forEach(rate -> assertThat(fields)
                                .containsAll(rate.when().terms().keySet()));
                assertThat(prices.amounts()).isNotEmpty().allMatch(amount -> amount.signum() > 0);
            }
            Stream.of(model.input(), model.parameters())
                    .flatMap(known -> known.values().stream())
                    .filter(parameter -> !parameter.allowed().isEmpty())
                    .forEach(parameter -> Stream.of(parameter.preset(), parameter.apiDefault())
                            .filter(Objects::nonNull)
                            .forEach(value -> assertThat(parameter.allowed()).contains(value)));
        });
    }

    @Test
    void whenASettingChangesOneValueThenTheShippedOthersStay() {
        Model model = Objects.requireNonNull(
                changed(Map.of("reelbatch.models[openai/sora-2/text-to-video].price.per-second", "0.80"))
                        .find("openai/sora-2/text-to-video"));
        PriceList prices = Objects.requireNonNull(model.price());
        assertThat(prices.perSecond()).isEqualByComparingTo("0.80");
        assertThat(prices.currency()).isEqualTo("CNY");
        assertThat(Objects.requireNonNull(model.parameters().get("duration")).allowed())
                .containsExactly("4", "8", "12");
    }

    @Test
    void whenASettingAddsAModelThenItsRowsAreChecked() {
        Catalogue catalogue = changed(Map.of(
                "reelbatch.models[acme/v1].parameters.duration.allowed", "3,6",
                "reelbatch.models[acme/v1].price.currency", "EUR",
                "reelbatch.models[acme/v1].price.per-second", "1"));
        RowRules rules =
                new RowRules(catalogue, new Defaults("acme/v1", null, null), "modelverse", ReadOptions.RECOGNISED);
        assertThat(Sheets.errors("prompt,duration\na,4\n", rules))
                .containsExactly("row 2, column duration: \"4\" is not one of 3, 6; did you mean 3?");
        assertThat(Sheets.valid("prompt,duration\na,6\n", rules).price())
                .isEqualTo(new Price(new BigDecimal("6"), "EUR"));
    }

    private static Catalogue changed(Map<String, String> settings) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        sources.add(new MapConfigurationPropertySource(settings));
        sources.add(Objects.requireNonNull(ConfigurationPropertySource.from(
                Catalogue.shippedValues(List.of(new MapPropertySource("set", Map.copyOf(settings)))))));
        return new Catalogue(new Binder(sources)
                .bind(Catalogue.PREFIX, Bindable.mapOf(String.class, Model.class))
                .get());
    }
}
