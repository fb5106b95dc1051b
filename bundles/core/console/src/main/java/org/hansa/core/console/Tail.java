package org.hansa.core.console;

import java.util.List;

/** Finds what is new in the last lines of a log, read again and again. */
public final class Tail {

  private List<String> last = List.of();

  /** The lines after the longest end of what was read before that the new reading begins with. */
  public List<String> fresh(List<String> read) {
    for (int start = 0; start <= last.size(); start++) {
      List<String> end = last.subList(start, last.size());
      for (int at = read.size() - end.size(); at >= 0 && !end.isEmpty(); at--) {
        if (read.subList(at, at + end.size()).equals(end)
            && (at == 0 || end.size() == last.size())) {
          last = List.copyOf(read);
          return List.copyOf(read.subList(at + end.size(), read.size()));
        }
      }
    }
    last = List.copyOf(read);
    return last;
  }
}
