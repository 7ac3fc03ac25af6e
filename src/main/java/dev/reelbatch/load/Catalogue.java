package dev.reelbatch.load;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.picture.Picture;
import dev.reelbatch.sheet.Column;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The models that rows are checked against before anything is sent. A model that is not in the catalogue can be
 * requested as well: unchecked and without a price.
 */
public final class Catalogue {

    public static final String PREFIX = "reelbatch.models";

    /** The model of rows that name none. */
    public static final String DEFAULT_MODEL = "openai/sora-2/text-to-video";

    private final Map<String, Model> own;
    private final Set<String> names;

    /**
     * @param own models of the settings, which replace shipped ones of the same name
     */
    public Catalogue(Map<String, Model> own) {
        this.own = Map.copyOf(own);
        this.names = new LinkedHashSet<>(ShippedModels.names());
        names.addAll(own.keySet());
    }

    public static Catalogue shipped() {
        return new Catalogue(Map.of());
    }

    /**
     * Returns the shipped values of the models that these settings change, as settings of the lowest precedence: so a
     * setting can change a single value.
     */
    public static PropertySource<?> shippedValues(List<PropertySource<?>> changes) {
        ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PREFIX);
        return ShippedModels.settings(changes.stream()
                .map(ConfigurationPropertySource::from)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(source -> ((IterableConfigurationPropertySource) source).stream())
                .filter(name -> prefix.isAncestorOf(name) && name.getNumberOfElements() > 2)
                .map(name -> name.getElement(2, ConfigurationPropertyName.Form.ORIGINAL))
                .collect(Collectors.toSet()));
    }

    /** Returns the names of all models, the shipped ones first. */
    public Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** Returns the names of the models that make drafts. */
    List<String> namesWithDrafts() {
        return names.stream()
                .filter(name -> {
                    Model model = find(name);
                    return model != null && model.drafts() != null;
                })
                .toList();
    }

    /** Returns the column that takes the task of a draft, to make its real video; null if the clip is no draft. */
    public @Nullable String draftColumn(Clip clip) {
        Model model = find(clip.model());
        return model == null || model.drafts() == null || !model.drafts().isOne(model.given(Request.of(clip.request())))
                ? null
                : taskColumn(clip.model());
    }

    /** Returns the column that takes the task of a draft; null if the model has no drafts. */
    public @Nullable String taskColumn(String name) {
        Model model = find(name);
        return model == null || model.drafts() == null
                ? null
                : Column.name(Column.Role.INPUT, model.drafts().task());
    }

    /** Returns the names of the fields in which a draft differs from what its real video is to have in common with it. */
    public List<String> differing(DraftUse use, Clip draft) {
        Model model = find(draft.model());
        if (model == null || model.drafts() == null) {
            return List.of();
        }
        Map<String, String> kept = model.drafts().kept(model.given(Request.of(draft.request())));
        return model.drafts().keeps().stream()
                .filter(field -> !Objects.equals(kept.get(field), use.kept().get(field)))
                .toList();
    }

    /** Returns the time from the submit of a draft in which its real video can be made; zero if the clip is none. */
    public Duration validity(Clip draft) {
        Model model = find(draft.model());
        return model == null || model.drafts() == null || draftColumn(draft) == null
                ? Duration.ZERO
                : model.drafts().validFor();
    }

    @Nullable Model find(String name) {
        Model found = own.get(name);
        return found == null ? ShippedModels.find(name) : found;
    }

    /**
     * Returns what the clip's request costs if it is submitted now, which may differ from what it cost before; null if
     * it has no price. What a real video of a draft costs depends on fields that are not sent, so that stays.
     */
    public @Nullable Price priceOf(Clip clip) {
        Model model = find(clip.model());
        if (model == null) {
            return null;
        }
        return draftOf(clip) == null ? model.priceOf(model.given(Request.of(clip.request()))) : clip.price();
    }

    /** Returns the task of the draft that the clip is the real video of; null if it is none. */
    public @Nullable String draftOf(Clip clip) {
        Model model = find(clip.model());
        return model == null || model.drafts() == null
                ? null
                : model.given(Request.of(clip.request())).get(model.drafts().task());
    }

    /** Returns how long a task of the request, in JSON as it is sent, may take off-peak; zero for any other request. */
    public Duration mayTake(String body) {
        Request request = Request.of(body);
        Model model = find(request.model());
        return model == null ? Duration.ZERO : model.mayTake(model.given(request));
    }

    /** Returns the parameter by which the model's tasks can be asked for with an id of our own; null if it has none. */
    public @Nullable String externalIdOf(String model) {
        Model found = find(model);
        return found == null ? null : found.externalId();
    }

    /**
     * Returns why the API would refuse the body of a submit; null if nothing speaks against it.
     *
     * @param arrived the pictures to which the body refers, by their hash
     */
    public @Nullable String refusal(String body, Map<String, Picture> arrived) {
        Request request = Request.of(body);
        Model model = find(request.model());
        return model == null ? null : RequestCheck.refusal(model, request, arrived);
    }

    /** Returns the columns of a sheet for the model, whatever case its name is in; null if it is not in the catalogue. */
    public @Nullable ModelFields fields(String name) {
        String spelled = spelling(name);
        Model model = find(spelled);
        return model == null ? null : ModelFields.of(spelled, model);
    }

    /** Returns the catalogue's spelling if only the case differs, else the name unchanged. */
    String spelling(String name) {
        if (names.contains(name)) {
            return name;
        }
        String folded = CellText.folded(name);
        return names.stream()
                .filter(known -> CellText.folded(known).equals(folded))
                .findFirst()
                .orElse(name);
    }

    @Nullable public String nearest(String name) {
        return Suggestion.text(name, names);
    }

    /** Returns a text that is the same for all catalogues of this build with the same changes, in any process. */
    @Override
    public String toString() {
        return new TreeMap<>(own).toString();
    }
}
