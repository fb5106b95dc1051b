package org.hansa.core.driver;

/** What has a name of its own. */
public interface Named {

  /** Stable, unique among its like at an endpoint: lower case letters, digits, '-' and '.'. */
  String name();
}
