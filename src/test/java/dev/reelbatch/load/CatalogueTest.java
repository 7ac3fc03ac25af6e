package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.Document;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.sheet.ReadOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CatalogueTest {

    private static final String PRO = "openai/sora-2/text-to-video-pro";

    @Test
    void whenNothingIsSetThenTheVendorsTableIsKnown() {
        assertThat(Catalogue.shipped().models().keySet())
                .containsExactly(
                        "openai/sora-2/text-to-video",
                        PRO,
                        "Wan-AI/Wan2.2-T2V",
                        "Wan-AI/Wan2.5-T2V",
                        "Wan-AI/Wan2.6-T2V",
                        "MiniMax-Hailuo-2.3",
                        "MiniMax-Hailuo-02",
                        "viduq2",
                        "kling-v2-6",
                        "kling-v3",
                        "veo-3.1-generate-001",
                        "happyhorse-1.0-t2v");
    }

    @Test
    void whenAModelChangesThenItsTableHasToFollow() {
        Document.of("docs/settings.md").assertHas("models", ModelsTable.of(Catalogue.shipped()));
    }

    @Test
    void whenSizesDifferInPriceThenEachHasItsOwn() {
        assertThat(price("prompt,duration\na,12\n")).isEqualTo("8.52 CNY");
        assertThat(price("prompt,model,duration\na," + PRO + ",4\n")).isEqualTo("8.56 CNY");
        assertThat(price("prompt,model,size,duration\na," + PRO + ",1792x1024,4\n"))
                .isEqualTo("14.24 CNY");
        assertThat(price("prompt,model\na,viduq2\n")).isEqualTo("none");
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
        Catalogue.shippedSettings().forEach(source -> sources.add(ConfigurationPropertySource.from(source)));
        return new Catalogue(new Binder(sources)
                .bind(Catalogue.PREFIX, Bindable.mapOf(String.class, Model.class))
                .get());
    }

    private static String price(String csv) {
        Price price = Sheets.valid(csv).price();
        return price == null ? "none" : price.amount() + " " + price.currency();
    }
}
