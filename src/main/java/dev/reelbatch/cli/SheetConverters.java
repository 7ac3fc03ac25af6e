package dev.reelbatch.cli;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.PromptTemplate;
import dev.reelbatch.text.Text;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the texts of options about a sheet, its rows and the findings in it; see {@link Converters}. */
final class SheetConverters {

    private SheetConverters() {}

    /** Converts a character set to its canonical name. */
    static final class EncodingConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                return Charset.forName(text.strip()).name();
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(Text.of(
                        "\"%s\" is not an encoding; write for example UTF-8, UTF-16LE, GB18030 or windows-1252", text));
            }
        }
    }

    /** Converts one character, or the word for one that is hard to type. */
    static final class DelimiterConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            String delimiter =
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "tab", "\\t" -> "\t";
                        case "comma" -> ",";
                        case "semicolon" -> ";";
                        default -> text;
                    };
            if (delimiter.length() != 1 || Character.isLetterOrDigit(delimiter.charAt(0)) || delimiter.equals("\"")) {
                throw new TypeConversionException(Text.of("\"%s\" is not a delimiter; write `,` `;` `|` or tab", text));
            }
            return delimiter;
        }
    }

    static final class OtherIdsConverter implements ITypeConverter<OtherIds> {
        @Override
        public OtherIds convert(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "use" -> OtherIds.USE;
                case "pay" -> OtherIds.PAY;
                default -> throw new TypeConversionException(Text.of("\"%s\" is not one of use, pay", text));
            };
        }
    }

    static final class RowsConverter implements ITypeConverter<RowRanges> {
        @Override
        public RowRanges convert(String text) {
            try {
                return RowRanges.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class TemplateConverter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                return PromptTemplate.of(text).toString();
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    static final class FormatConverter implements ITypeConverter<CheckCommand.Format> {
        @Override
        public CheckCommand.Format convert(String text) {
            try {
                return CheckCommand.Format.valueOf(text.strip().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(Text.of("\"%s\" is not one of text, json, csv", text));
            }
        }
    }
}
