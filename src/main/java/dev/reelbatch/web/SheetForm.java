package dev.reelbatch.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/**
 * The form of a request with a sheet.
 *
 * @param file null if a link is given instead
 * @param link empty if a file is given
 * @param options the other fields
 */
record SheetForm(@Nullable MultipartFile file, String link, Map<String, List<String>> options) {

    static final String SHEET = "sheet";

    /** @throws MissingServletRequestPartException if there is neither a file nor a link */
    static SheetForm of(@Nullable MultipartFile file, MultiValueMap<String, String> fields, HttpServletRequest request)
            throws MissingServletRequestPartException {
        Map<String, List<String>> options = new LinkedHashMap<>(fields);
        List<String> links = options.remove(SHEET);
        AuditFilter.note(request, options);
        if (file != null) {
            return new SheetForm(file, "", options);
        }
        if (links == null || links.size() != 1) {
            throw new MissingServletRequestPartException(SHEET);
        }
        return new SheetForm(null, links.get(0), options);
    }

    /** Returns the file's name as the caller wrote it; empty if there is none. */
    String fileName() {
        return file == null ? "" : Objects.requireNonNullElse(file.getOriginalFilename(), "");
    }
}
