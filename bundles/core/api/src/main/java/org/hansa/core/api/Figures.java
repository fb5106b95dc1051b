package org.hansa.core.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Figures of a part of the installation, for operators: {@code top} shows each such service as a
 * table. Nothing that belongs to a tenant may be in it.
 */
@ConsumerType
public interface Figures {

  /** Its name, for instance {@code queues}. */
  String title();

  /** Each row by heading, all rows with the same headings in the same order. Answers at once. */
  List<Map<String, String>> rows();
}
