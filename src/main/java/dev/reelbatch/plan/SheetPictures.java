package dev.reelbatch.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.home.Uploads;
import dev.reelbatch.load.Pictures;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The pictures of sheets: those in folders, which are copied into the home, and those of earlier runs. */
public final class SheetPictures {

    private final Home home;
    private final Inputs inputs;
    private final PictureStore store;

    public SheetPictures(Home home) {
        this.home = home;
        this.inputs = new Inputs(home);
        this.store = new PictureStore(home.pictures());
    }

    /** Returns the pictures in the folder that the options name, else in the sheet's. */
    public static Pictures beside(Path sheet, ReadOptions readOptions) {
        return in(Pictures.NONE.inWorkbook(sheet, null), sheet.toAbsolutePath().resolveSibling(""), readOptions, null);
    }

    /** Returns the pictures that a sheet uploaded over HTTP may name: those in it. No file of this machine is looked at. */
    public static Pictures uploadedIn(Path sheet) {
        return Pictures.NONE.inWorkbook(sheet, null);
    }

    /**
     * As {@link #beside}, or {@link #uploadedIn} for a sheet that was uploaded; every picture that is found is copied
     * into the home.
     *
     * @param copy of the sheet
     */
    Pictures kept(Path sheet, Path copy, ReadOptions readOptions) {
        Pictures pasted = Pictures.NONE.inWorkbook(copy, store);
        return Uploads.isOne(sheet, home)
                ? pasted
                : in(pasted, sheet.toAbsolutePath().resolveSibling(""), readOptions, store);
    }

    /**
     * Returns the pictures of a run, and for further names those in the folder of its sheet, or the one named. A sheet
     * that was uploaded over HTTP reaches none but those of the run.
     *
     * @param sheet the file with the further names
     */
    Pictures ofRunAnd(RunOptions options, Path sheet, String folder, ReadOptions readOptions) {
        Pictures ofRun = ofRun(options);
        boolean isKnown = !Uploads.isOne(sheet, home) && (!folder.isEmpty() || readOptions.pictures() != null);
        return isKnown ? in(ofRun, Path.of(folder), readOptions, store) : ofRun;
    }

    private static Pictures in(Pictures known, Path folder, ReadOptions readOptions, @Nullable PictureStore store) {
        String named = readOptions.pictures();
        return named == null ? known.and(folder, false, store) : known.and(Path.of(named), true, store);
    }

    /** Returns the pictures of a run, as they were when it began. */
    public Pictures ofRun(RunOptions options) {
        String list = options.pictureList();
        if (list == null) {
            return Pictures.NONE;
        }
        try {
            return Pictures.listed(Files.readString(inputs.copyOf(list)));
        } catch (IOException e) {
            throw new UserException(
                    Text.of("The home's list of the sheet's pictures can't be read: %s", e.getMessage()));
        }
    }

    /** Returns the options with the pictures that were found. */
    RunOptions noted(RunOptions options, Pictures pictures) {
        String list = pictures.list();
        try {
            return options.withPictures(
                    list == null ? null : inputs.keep(list.getBytes(UTF_8)).sha256());
        } catch (IOException e) {
            throw new UserException(Text.of("The sheet can't be copied into the home: %s", e.getMessage()));
        }
    }
}
