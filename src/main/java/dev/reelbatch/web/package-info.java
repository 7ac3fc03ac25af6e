/** The HTTP API of {@code serve}, on Spring MVC and Spring Security in the same process. */
@NullMarked
package dev.reelbatch.web;

import org.jspecify.annotations.NullMarked;
