/** reelbatch turns a spreadsheet of prompts into videos; {@code main} starts here. */
@NullMarked
package dev.reelbatch;

import org.jspecify.annotations.NullMarked;
