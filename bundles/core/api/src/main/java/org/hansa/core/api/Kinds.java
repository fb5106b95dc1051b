package org.hansa.core.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that brings kinds. A component registers one for the kinds that it owns. */
@ConsumerType
@FunctionalInterface
public interface Kinds {

  List<Kind> kinds();
}
