package dev.reelbatch.load;

import dev.reelbatch.sheet.ReadOptions;

/**
 * The inputs of a row's request besides the sheet's bytes.
 *
 * @param apiName the API's name in fingerprints, such as {@code modelverse} or {@code rehearsal}
 * @param pictures that the cells name
 */
public record RowRules(Catalogue catalogue, Defaults defaults, String apiName, ReadOptions reading, Pictures pictures) {

    /** Creates rules for rows whose pictures have addresses. */
    public RowRules(Catalogue catalogue, Defaults defaults, String apiName, ReadOptions reading) {
        this(catalogue, defaults, apiName, reading, Pictures.NONE);
    }

    /** Returns the same rules for rows that name these pictures. */
    public RowRules with(Pictures others) {
        return new RowRules(catalogue, defaults, apiName, reading, others);
    }

    /** Returns the same rules as an earlier edition had them. */
    RowRules asOf(int edition) {
        return new RowRules(catalogue, defaults, apiName, reading.asOf(edition), pictures);
    }

    /** Returns the same rules for an API of this name. */
    public RowRules at(String otherApi) {
        return new RowRules(catalogue, defaults, otherApi, reading, pictures);
    }

    /** Returns the same rules without what does not affect a request. */
    public RowRules ofTheSheet() {
        return new RowRules(
                catalogue, defaults, apiName, reading.withOtherIds(null).withPictures(null));
    }
}
