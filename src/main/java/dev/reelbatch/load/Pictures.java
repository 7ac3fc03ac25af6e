package dev.reelbatch.load;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.picture.Picture;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.sheet.XlsxPictures;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pictures that a sheet's cells name, as they were when they were first looked at: whatever happens to the files
 * later, a cell means the same picture as long as this object, or its {@link #list()}, is used.
 */
public final class Pictures {

    /** No pictures but those with an address. */
    public static final Pictures NONE = new Pictures(null, null, null, Map.of());

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Found>> LIST = new TypeReference<>() {};

    private final @Nullable PictureFolder folder;
    private final @Nullable PictureStore store;
    private final @Nullable Path workbook;
    private final Map<String, Found> found;
    private final Map<String, NoPictureException> mistakes = new HashMap<>();

    /** A picture and its content's hash in hex. */
    record Found(String sha256, Picture picture) {}

    private Pictures(
            @Nullable PictureFolder folder,
            @Nullable PictureStore store,
            @Nullable Path workbook,
            Map<String, Found> found) {
        this.folder = folder;
        this.store = store;
        this.workbook = workbook;
        this.found = new TreeMap<>(found);
    }

    /** Returns the pictures listed here, and no others. */
    public static Pictures listed(String list) {
        return new Pictures(null, null, null, JSON.readValue(list, LIST));
    }

    /**
     * Returns these pictures, and those in a folder.
     *
     * @param isNamed whether a person named the folder; else it is the sheet's
     * @param copies gets a copy of every picture that is found; null for none
     */
    public Pictures and(Path inFolder, boolean isNamed, @Nullable PictureStore copies) {
        return new Pictures(new PictureFolder(inFolder, isNamed), copies, workbook, found);
    }

    /**
     * Returns these pictures, and those that were pasted into the sheet, if it is a workbook.
     *
     * @param copies gets a copy of every picture that is found; null for none
     */
    public Pictures inWorkbook(Path sheet, @Nullable PictureStore copies) {
        return new Pictures(folder, copies, sheet, found);
    }

    /** Returns whether files are looked at, which may have changed. */
    public boolean areFiles() {
        return folder != null || workbook != null;
    }

    /** Returns the pictures found so far, as {@link #listed} takes them; null if there are none. */
    public @Nullable String list() {
        return found.isEmpty() ? null : JSON.writeValueAsString(found);
    }

    /** Returns the hashes of the pictures found so far. */
    public Set<String> sha256s() {
        return found.values().stream().map(Found::sha256).collect(Collectors.toSet());
    }

    /**
     * Finds the picture that a cell names.
     *
     * @param complaint returns what is wrong with a picture; null if nothing is
     * @throws NoPictureException if it can't be sent
     */
    Found find(String name, Function<Picture, @Nullable String> complaint) throws NoPictureException {
        Found known = found.get(name);
        if (known != null) {
            refuse(complaint.apply(known.picture));
            return known;
        }
        NoPictureException mistake = mistakes.get(name);
        if (mistake != null) {
            throw mistake;
        }
        byte[] pasted = workbook == null ? null : XlsxPictures.read(workbook, name);
        if (pasted != null) {
            return pasted(name, pasted, complaint);
        }
        if (folder == null) {
            throw new NoPictureException(
                    workbook == null
                            ? Text.of("is not among the pictures that were stored with this sheet")
                            : Text.of(
                                    "was not uploaded with this sheet; paste the picture into its cell in an .xlsx file, or write an address that begins with https://"));
        }
        Path file;
        try {
            file = folder.find(name);
        } catch (NoPictureException e) {
            mistakes.put(name, e);
            throw e;
        }
        return kept(name, file, complaint);
    }

    private Found pasted(String name, byte[] bytes, Function<Picture, @Nullable String> complaint)
            throws NoPictureException {
        try {
            Path file = Files.createTempFile("reelbatch", ".picture");
            try {
                return kept(name, Files.write(file, bytes), complaint);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw PictureFolder.unreadable(e);
        }
    }

    private Found kept(String name, Path file, Function<Picture, @Nullable String> complaint)
            throws NoPictureException {
        Picture picture;
        try {
            picture = read(file);
        } catch (NoPictureException e) {
            mistakes.put(name, e);
            throw e;
        }
        refuse(complaint.apply(picture));
        Found kept = keep(file, picture);
        found.put(name, kept);
        return kept;
    }

    private static void refuse(@Nullable String complaint) throws NoPictureException {
        if (complaint != null) {
            throw new NoPictureException(complaint);
        }
    }

    private static Picture read(Path file) throws NoPictureException {
        try {
            Picture picture = Picture.of(file);
            if (picture == null) {
                throw new NoPictureException(Text.of("is not a picture; save it as JPG or PNG"));
            }
            return picture;
        } catch (EOFException e) {
            throw new NoPictureException(Text.of("is damaged or incomplete; save or copy the picture again"));
        } catch (IOException e) {
            throw PictureFolder.unreadable(e);
        }
    }

    private Found keep(Path file, Picture picture) throws NoPictureException {
        String sha256;
        try {
            sha256 = Sha256.of(file);
        } catch (IOException e) {
            throw PictureFolder.unreadable(e);
        }
        try {
            if (store != null) {
                store.keep(file, sha256);
            }
        } catch (IOException e) {
            throw new UserException(
                    Text.of("The picture %s can't be copied into the home: %s", file.getFileName(), e.getMessage()));
        }
        return new Found(sha256, picture);
    }

    /** Returns a constant: what a sheet requests shows in its requests. */
    @Override
    public String toString() {
        return "";
    }
}
