/** Step 4: the URLs of finished tasks become verified files. */
@NullMarked
package dev.reelbatch.download;

import org.jspecify.annotations.NullMarked;
