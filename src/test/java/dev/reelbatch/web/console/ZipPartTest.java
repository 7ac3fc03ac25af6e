package dev.reelbatch.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ZipPartTest {

    private static final long GIGABYTE = 1_000_000_000;

    @Test
    void whenVideosAreLargeThenAPartEndsBeforeItsLimitAndALargerRowIsAPartOfItsOwn() {
        ZipPart.Division division = new ZipPart.Division();
        division.add(2, 1, GIGABYTE);
        division.add(3, 1, GIGABYTE);
        division.add(5, 2, 1);
        division.add(6, 1, 5 * GIGABYTE);
        division.add(7, 1, 1);
        assertThat(division.parts())
                .containsExactly(
                        new ZipPart(0, 2, 2, 3, 2, 2 * GIGABYTE),
                        new ZipPart(2, 1, 5, 5, 2, 1),
                        new ZipPart(3, 1, 6, 6, 1, 5 * GIGABYTE),
                        new ZipPart(4, 1, 7, 7, 1, 1));
    }

    @Property(tries = 50)
    void whenRowsAreDividedThenEachIsInExactlyOnePart(
            @ForAll @Size(max = 3000) List<@LongRange(min = 0, max = 900_000_000) Long> sizes) {
        ZipPart.Division division = new ZipPart.Division();
        for (int i = 0; i < sizes.size(); i++) {
            division.add(i + 2, 1, sizes.get(i));
        }
        int next = 0;
        for (ZipPart part : division.parts()) {
            assertThat(part.skip()).isEqualTo(next);
            assertThat(part.bytes()).isLessThanOrEqualTo(2 * GIGABYTE);
            assertThat(part.rows()).isBetween(1, 1000);
            next += part.rows();
        }
        assertThat(next).isEqualTo(sizes.size());
    }
}
