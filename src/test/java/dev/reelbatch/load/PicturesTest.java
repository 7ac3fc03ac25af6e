package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.picture.Photos;
import dev.reelbatch.picture.PictureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {

    private static final String HAILUO = "MiniMax-Hailuo-2.3-Fast";

    @TempDir
    Path top;

    private Path folder;
    private RowRules rules;

    @BeforeEach
    void folder() {
        folder = top.resolve("sheets");
        Photos.write(folder.resolve("mug.jpg"), 640, 480);
        Photos.write(folder.resolve("photos/茶杯.png"), 360, 640);
        rules = Sheets.RULES.with(Pictures.NONE.and(folder, false, null));
    }

    private String sheet(String model, String cell) {
        return "prompt,model,image\na mug,%s,%s\n".formatted(model, cell);
    }

    private List<String> errors(String model, String cell) {
        String otherwise = "; if this column means something else, add --ignore-column \"image\"";
        return Sheets.errors(sheet(model, cell), rules).stream()
                .map(error -> error.replace(otherwise, ""))
                .toList();
    }

    private String sent(String model, String cell) {
        return Sheets.valid(sheet(model, cell), rules).requestJson();
    }

    private String reference(String file) throws IOException {
        return "picture:sha256:" + Sha256.of(folder.resolve(file));
    }

    @ParameterizedTest
    @CsvSource({
        HAILUO + ",first_frame_image,'\"data:image/jpeg;base64,%s\"'",
        "kling-v3,image,'\"%s\"'",
        "veo-3.1-generate-001,image,'{\"bytesBase64Encoded\":\"%s\",\"mimeType\":\"image/jpeg\"}'",
        "viduq2,images,'[\"data:image/jpeg;base64,%s\"]'",
        "doubao-seedance-1-5-pro-251215,image_url,'{\"url\":\"data:image/jpeg;base64,%s\"}'",
        "kling-video-o1,image_url,'\"%s\"'"
    })
    void whenACellNamesAFileThenTheRequestHasItsHashInTheFormOfTheModel(String model, String field, String form)
            throws IOException {
        String sheet = "prompt,model,image,sound,aspect_ratio\na mug,%s,mug.jpg,%s,%s\n"
                .formatted(model, model.startsWith("veo") ? "on" : "", model.endsWith("o1") ? "1:1" : "");
        assertThat(Sheets.valid(sheet, rules).requestJson())
                .contains("\"" + field + "\":" + form.formatted(reference("mug.jpg")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"photos/茶杯.png", "photos\\茶杯.png", "./photos/../photos/茶杯.png"})
    void whenAFileIsInAFolderBelowTheSheetThenEverySpellingOfItsPathFindsIt(String cell) throws IOException {
        assertThat(sent(HAILUO, cell)).contains(reference("photos/茶杯.png"));
    }

    @Test
    void whenAMacWroteTheNameOfAFileThenItIsTheSameName() {
        String name = "Frühstück.png";
        Photos.write(folder.resolve(Normalizer.normalize(name, Normalizer.Form.NFD)), 400, 400);
        assertThat(sent(HAILUO, name)).contains("picture:sha256:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.jpg",
                "photos/../../secret.jpg",
                "/etc/hosts",
                "~/mug.jpg",
                "C:\\photos\\mug.jpg",
                "\\\\server\\share\\mug.jpg",
                "link.jpg",
                "away/secret.jpg"
            })
    void whenAPathLeavesTheSheetsFolderThenItIsAMistakeEvenByALink(String cell) throws IOException {
        Photos.write(top.resolve("secret.jpg"), 640, 480);
        Files.createSymbolicLink(folder.resolve("link.jpg"), top.resolve("secret.jpg"));
        Files.createSymbolicLink(folder.resolve("away"), top);
        assertThat(errors(HAILUO, cell))
                .singleElement()
                .asString()
                .startsWith("row 2, column image: ")
                .endsWith(" is not in the sheet's folder; put the picture beside the sheet, or name its folder with "
                        + "--pictures");
    }

    @Test
    void whenALinkStaysInTheFolderThenItsPictureIsTaken() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.jpg"), folder.resolve("mug.jpg"));
        assertThat(sent(HAILUO, "link.jpg")).contains(reference("mug.jpg"));
    }

    @Test
    void whenAFolderIsNamedThenFilesAreThereAndFullPathsIntoItMayBeUsed() {
        Path named = top.resolve("catalogue");
        Path photo = Photos.write(named.resolve("cup.png"), 500, 500);
        rules = Sheets.RULES.with(Pictures.NONE.and(named, true, null));
        assertThat(sent(HAILUO, "cup.png")).isEqualTo(sent(HAILUO, photo.toString()));
        assertThat(errors(HAILUO, folder.resolve("mug.jpg").toString()))
                .singleElement()
                .asString()
                .endsWith(" is not in %s, where this sheet's pictures are; put the picture there".formatted(named));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mugg.jpg | is not a file in %s; put the picture there, or write an address that begins with https://;"
                        + " did you mean mug.jpg?",
                "photos/茶壶.png | is not a file in %s; put the picture there, or write an address that begins with "
                        + "https://; did you mean photos/茶杯.png?",
                "photos | is not a file",
                "empty.jpg | is an empty file; save the picture again",
                "text.jpg | is not a picture; save it as JPG or PNG",
                "cut.png | is damaged or incomplete; save or copy the picture again",
                "http://example.com/mug.jpg | is an address that models can't use; write one that begins with https://,"
                        + " or the name of a file beside the sheet",
                "file:///tmp/mug.jpg | is an address that models can't use; write one that begins with https://, or the "
                        + "name of a file beside the sheet"
            })
    void whenACellNamesNoPictureThenTheMistakeSaysWhatToDo(String cell, String mistake) {
        Photos.write(folder.resolve("empty.jpg"), new byte[0]);
        Photos.write(folder.resolve("text.jpg"), "a mug".getBytes());
        Photos.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(Photos.of("png", 640, 640), 100));
        assertThat(errors(HAILUO, cell))
                .containsExactly("row 2, column image: \"%s\" %s".formatted(cell, mistake.formatted(folder)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kling-v3 | large.png | is 10.1 MB; kling-v3 takes at most 10 MB; save it smaller",
                "kling-v3 | photo.webp | is a WebP picture, and kling-v3 takes JPG, PNG; save it as one of these",
                "kling-v3 | photo.gif | is a GIF picture, and kling-v3 takes JPG, PNG; save it as one of these",
                "kling-v3 | small.png | is 299x800 pixels; kling-v3 takes at least 300 a side",
                "kling-v3 | wide.png | is 760x300 pixels; for kling-v3 one side may be 2.5 times as long as the other "
                        + "at most; crop it",
                "Wan-AI/Wan2.6-I2V | mug.jpg | is not an address that begins with https://, and Wan-AI/Wan2.6-I2V takes "
                        + "nothing else; upload the picture and write its address"
            })
    void whenAPictureIsNotOfTheModelsKindThenTheMistakeSaysWhatIs(String model, String file, String mistake) {
        Photos.large(folder.resolve("large.png"), 10 * 1024 * 1024 + 2000, 1);
        Photos.write(folder.resolve("photo.webp"), Photos.webp("VP8 ", 640, 640));
        Photos.write(folder.resolve("photo.gif"), 640, 640);
        Photos.write(folder.resolve("small.png"), 299, 800);
        Photos.write(folder.resolve("wide.png"), 760, 300);
        assertThat(errors(model, file)).containsExactly("row 2, column image: \"%s\" %s".formatted(file, mistake));
    }

    @Test
    void whenAModelTakesFilesAloneThenAnAddressIsAMistake() {
        assertThat(errors("veo-3.1-generate-001", "https://example.com/mug.jpg"))
                .contains(
                        "row 2, column image: \"https://example.com/mug.jpg\" is an address, and veo-3.1-generate-001 "
                                + "takes files only; write the name of a file beside the sheet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "id,prompt,input.note"})
    void whenACellLooksLikeAStoredPictureThenItIsAMistake(String header) {
        String text = "picture:sha256:" + "0".repeat(64);
        String row = header.equals("prompt") ? text : "a,b," + text;
        assertThat(Sheets.errors(header + "\n" + row + "\n", rules))
                .singleElement()
                .asString()
                .endsWith("can't be sent: in requests such a text stands for a picture; change it");
    }

    @Test
    void whenAPictureWasFoundThenTheCellMeansItWhateverBecomesOfTheFile() throws IOException {
        PictureStore store = new PictureStore(top.resolve("home"));
        Pictures first = Pictures.NONE.and(folder, false, store);
        rules = Sheets.RULES.with(first);
        String before = sent(HAILUO, "mug.jpg");
        Photos.write(folder.resolve("mug.jpg"), 800, 600);
        assertThat(sent(HAILUO, "mug.jpg")).isEqualTo(before);
        rules = Sheets.RULES.with(Pictures.listed(String.valueOf(first.list())));
        assertThat(sent(HAILUO, "mug.jpg")).isEqualTo(before);
        assertThat(first.sha256s())
                .allSatisfy(sha256 -> assertThat(store.copyOf(sha256)).exists());
        rules = Sheets.RULES.with(Pictures.NONE.and(folder, false, store));
        assertThat(sent(HAILUO, "mug.jpg")).isNotEqualTo(before);
    }

    @Test
    void whenAModelWantsAnotherFormOneDayThenTheRequestIsTheSame() {
        Request one =
                Request.of("{\"input\":{\"image\":\"picture:sha256:%s\"},\"model\":\"m\"}".formatted("a".repeat(64)));
        Request other = Request.of("{\"input\":{\"image\":\"data:image/png;base64,picture:sha256:%s\"},\"model\":\"m\"}"
                .formatted("a".repeat(64)));
        assertThat(Identity.keys(one.json(), null).same())
                .isEqualTo(Identity.keys(other.json(), null).same());
    }

    @Test
    void whenAModelIsInTheCatalogueThenTheSimulatorTakesItsPicturesInThatFormAlone() throws IOException {
        Catalogue catalogue = Catalogue.shipped();
        String request = sent(HAILUO, "mug.jpg");
        var arrived = Map.of(
                Sha256.of(folder.resolve("mug.jpg")), dev.reelbatch.picture.Picture.of(folder.resolve("mug.jpg")));
        assertThat(catalogue.refusal(request, arrived)).isNull();
        assertThat(catalogue.refusal(request, Map.of())).contains("form");
        assertThat(catalogue.refusal(request.replace("data:image/jpeg;base64,", ""), arrived))
                .contains("first_frame_image is not in the form DATA_URL");
        assertThat(catalogue.refusal(request.replace("image/jpeg", "image/png"), arrived))
                .contains("form");
    }
}
