package dev.reelbatch.load;

import dev.reelbatch.sheet.ReadOptions;

/**
 * Everything but the sheet's bytes that a row's request depends on.
 *
 * @param apiName the API's name in fingerprints, such as {@code modelverse} or {@code rehearsal}
 */
public record RowRules(Catalogue catalogue, Defaults defaults, String apiName, ReadOptions reading) {

    /** The same by the rules of the first edition. */
    RowRules asBefore() {
        return new RowRules(catalogue, defaults, apiName, reading.asBefore());
    }

    /** The same for an API of this name. */
    public RowRules at(String otherApi) {
        return new RowRules(catalogue, defaults, otherApi, reading);
    }

    /** The same without what shapes no request. */
    public RowRules ofTheSheet() {
        return new RowRules(catalogue, defaults, apiName, reading.withOtherIds(null));
    }
}
