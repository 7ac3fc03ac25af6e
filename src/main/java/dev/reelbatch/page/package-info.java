/** HTML pages that stand alone on a disk: their templates, and the colours that all of them share. */
@NullMarked
package dev.reelbatch.page;

import org.jspecify.annotations.NullMarked;
