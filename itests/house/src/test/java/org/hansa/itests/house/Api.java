package org.hansa.itests.house;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree.Data;
import aQute.bnd.service.diff.Type;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * What the exported packages of a bundle show, as lines that people can read and the same tool that
 * will compare releases can compare: depth, type, name, and what comes or goes with it.
 */
final class Api {

  private Api() {}

  /** What all classes have, in words of the JDK that it was built with. */
  private static final Set<String> EVERYWHERE =
      Set.of("clone()", "finalize()", "equals(java.lang.Object)", "hashCode()", "toString()");

  /** One tree a package. */
  static List<aQute.bnd.service.diff.Tree> packages(Path classes) throws Exception {
    List<aQute.bnd.service.diff.Tree> packages = new ArrayList<>();
    try (Jar jar = new Jar(classes.toFile())) {
      for (aQute.bnd.service.diff.Tree tree :
          new DiffPluginImpl().tree(jar).get("<api>").getChildren()) {
        if (tree.getType() == Type.PACKAGE) {
          packages.add(new DiffPluginImpl().deserialize(ours(tree.serialize())));
        }
      }
    }
    return packages;
  }

  private static Data ours(Data data) {
    if (data.children != null) {
      data.children =
          Arrays.stream(data.children)
              .filter(child -> !EVERYWHERE.contains(child.name))
              .filter(child -> child.type != Type.ANNOTATED || child.name.startsWith("org.osgi."))
              .map(Api::ours)
              .toArray(Data[]::new);
    }
    return data;
  }

  static String text(aQute.bnd.service.diff.Tree tree) {
    StringBuilder text = new StringBuilder();
    write(tree.serialize(), 0, text);
    return text.toString();
  }

  private static void write(Data data, int depth, StringBuilder text) {
    text.append("  ".repeat(depth)).append(data.type).append(' ').append(data.add).append(' ');
    text.append(data.rem).append(' ').append(data.name.replace("\n", "\\n")).append('\n');
    if (data.children != null) {
      for (Data child : data.children) {
        write(child, depth + 1, text);
      }
    }
  }

  /** What {@link #text} has written. */
  static aQute.bnd.service.diff.Tree read(String text) throws Exception {
    Deque<List<Data>> open = new ArrayDeque<>();
    List<Data> roots = new ArrayList<>();
    open.push(roots);
    Deque<Data> parents = new ArrayDeque<>();
    for (String line : text.lines().toList()) {
      int depth = (line.length() - line.stripLeading().length()) / 2;
      while (parents.size() > depth) {
        close(parents.pop(), open.pop());
      }
      Data data = data(line.stripLeading().split(" ", 4));
      open.peek().add(data);
      parents.push(data);
      open.push(new ArrayList<>());
    }
    while (!parents.isEmpty()) {
      close(parents.pop(), open.pop());
    }
    return new DiffPluginImpl().deserialize(roots.get(0));
  }

  private static Data data(String[] words) {
    Data data = new Data();
    data.type = Type.valueOf(words[0]);
    data.add = Delta.valueOf(words[1]);
    data.rem = Delta.valueOf(words[2]);
    data.name = words[3].replace("\\n", "\n");
    return data;
  }

  private static void close(Data data, List<Data> children) {
    data.children = children.toArray(Data[]::new);
  }
}
