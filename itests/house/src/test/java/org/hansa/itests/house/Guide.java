package org.hansa.itests.house;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.hansa.core.kit.Kit;
import org.hansa.core.kit.Rule;

/** A page for each ability of the driver contract, made of its sources and of the rules. */
final class Guide {

  private static final Path SOURCES =
      Tree.ROOT.resolve("bundles/core/driver/src/main/java/org/hansa/core/driver");
  private static final Pattern NAME = Pattern.compile("String NAME = \"([a-z-]+)\";");
  private static final Pattern OF = Pattern.compile("(?:Facet<(\\w+), (\\w+)>|Inventory<(\\w+)>)");

  /** A type of the contract: what is said of it, and of each of its parts. */
  private record Type(
      String name, String about, Map<String, String> parts, Map<String, String> methods) {}

  private final Map<String, Type> types = new TreeMap<>();

  private Guide() {}

  /** Pages by file name. */
  static Map<String, String> pages() throws IOException {
    Guide guide = new Guide();
    List<Path> files = Tree.files(SOURCES, ".java");
    guide.read(files);
    Map<String, String> pages = new TreeMap<>();
    StringBuilder index = new StringBuilder();
    for (Path file : files) {
      String source = Tree.read(file);
      Matcher name = NAME.matcher(source);
      if (name.find()) {
        String type = file.getFileName().toString().replace(".java", "");
        pages.put(name.group(1) + ".md", guide.page(name.group(1), type, source));
        index
            .append("| [")
            .append(name.group(1))
            .append("](")
            .append(name.group(1))
            .append(".md) | ")
            .append(first(guide.types.get(type).about()))
            .append(" |\n");
      }
    }
    pages.put("README.md", front(index.toString()));
    return pages;
  }

  private static String front(String index) {
    return """
        # The driver contract, facet by facet

        Made of the contract's sources and of the kit's rules. How a driver is begun, built and tried stands in
        [core](../../bundles/core/README.md#drivers).

        | facet | what it is |
        |---|---|
        %s
        ## What holds of every driver

        %s"""
        .formatted(index, rules(Optional.empty()));
  }

  private String page(String name, String type, String source) {
    StringBuilder page = new StringBuilder("# " + name + "\n\n" + types.get(type).about() + "\n");
    Matcher of = OF.matcher(source);
    if (of.find()) {
      for (int group = 1; group <= 3; group++) {
        Optional.ofNullable(of.group(group)).ifPresent(each -> page.append(record(each)));
      }
    }
    Map<String, String> methods = new TreeMap<>(types.get(type).methods());
    methods.keySet().removeAll(List.of("name", "spec", "state"));
    if (!methods.isEmpty()) {
      page.append("\n## What it answers besides\n\n| | |\n|---|---|\n");
      methods.forEach((method, about) -> page.append("| `" + method + "` | " + about + " |\n"));
    }
    page.append("\n## What holds\n\n").append(rules(Optional.of(name)));
    return page.toString();
  }

  private String record(String name) {
    Type type = types.get(name);
    StringBuilder text =
        new StringBuilder("\n## " + name + "\n\n" + type.about() + "\n\n| | |\n|---|---|\n");
    type.parts().forEach((part, about) -> text.append("| `" + part + "` | " + about + " |\n"));
    return text.toString();
  }

  private static String rules(Optional<String> ability) {
    StringBuilder text = new StringBuilder("| rule | |\n|---|---|\n");
    for (Rule rule : Kit.rules()) {
      if (rule.ability().equals(ability)) {
        text.append("| `" + rule.id() + "` | " + rule.sentence() + " |\n");
      }
    }
    return text.toString();
  }

  private static String first(String about) {
    return about.replaceFirst("(?s)([.:]) .*", "$1");
  }

  private void read(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Reading(docs).scan(unit, null);
      }
    }
  }

  private final class Reading extends TreePathScanner<Void, Void> {

    private final DocTrees docs;

    Reading(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      DocCommentTree doc = docs.getDocCommentTree(getCurrentPath());
      if (doc != null
          && getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree) {
        Map<String, String> parts = new java.util.LinkedHashMap<>();
        Map<String, String> methods = new TreeMap<>();
        Map<String, String> components = new java.util.HashMap<>();
        tree.getMembers().stream()
            .filter(VariableTree.class::isInstance)
            .map(VariableTree.class::cast)
            .forEach(v -> components.put(v.getName().toString(), v.getType().toString()));
        for (var tag : doc.getBlockTags()) {
          if (tag instanceof ParamTree param && tree.getKind() == Kind.RECORD) {
            String name = param.getName().toString();
            parts.put(
                components.getOrDefault(name, "") + " " + name, plain(param.getDescription()));
          }
        }
        for (var member : tree.getMembers()) {
          DocCommentTree said =
              member instanceof MethodTree
                  ? docs.getDocCommentTree(new TreePath(getCurrentPath(), member))
                  : null;
          if (said != null) {
            methods.put(((MethodTree) member).getName().toString(), plain(said.getFullBody()));
          }
        }
        String name = tree.getSimpleName().toString();
        types.put(name, new Type(name, plain(doc.getFullBody()), parts, methods));
      }
      return super.visitClass(tree, null);
    }
  }

  private static String plain(List<?> words) {
    List<String> all = new ArrayList<>();
    words.forEach(word -> all.add(word.toString()));
    return String.join("", all)
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replaceAll("\\{@link(?:plain)? ([^}]*)}", "`$1`")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }
}
