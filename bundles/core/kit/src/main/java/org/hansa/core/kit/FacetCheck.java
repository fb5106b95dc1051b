package org.hansa.core.kit;

/** Tries a rule on one facet, whatever its objects are. */
@FunctionalInterface
interface FacetCheck {
  <S extends Record, O extends Record> void on(Tried<S, O> tried);
}
