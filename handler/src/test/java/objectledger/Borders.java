package objectledger;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The borders between the packages of the function, and of its tools. Each check returns what
 * crosses a border, one text for each pair of classes, so that a test can compare it.
 *
 * @param root the package of the core; all others are below it
 */
record Borders(String root) {
  /** The packages from top to bottom, without their root: each may use those after it only. */
  static final List<String> TOP_TO_BOTTOM =
      List.of(
          "",
          "documents",
          "changes",
          "startup",
          "workflow",
          "parameters",
          "aws",
          "metrics",
          "lambda",
          "json");

  /** The packages of entry classes: none of them may use another. */
  private static final Set<String> FUNCTIONS = Set.of("", "documents", "changes");

  /** What the operator's tools share, and the engines and statements that some of them share. */
  private static final String OPS = "ops";

  private static final String QUERY = OPS + ".query";

  /** The only uses of one tool by another. */
  private static final Map<String, Set<String>> USES =
      Map.of(
          OPS + ".plan",
          Set.of(OPS + ".cost"),
          OPS + ".preflight",
          Set.of(OPS + ".plan"),
          OPS + ".report",
          Set.of(OPS + ".verify"),
          OPS + ".verify",
          Set.of(OPS + ".backfill"),
          OPS + ".find",
          Set.of(OPS + ".logs"),
          OPS + ".flight",
          Set.of(OPS + ".logs"),
          OPS + ".status",
          Set.of(OPS + ".failures"),
          "smoke",
          Set.of(OPS + ".flight"));

  private static final String ENTRY = "com.amazonaws.services.lambda.runtime.RequestStreamHandler";
  private static final String SDK = "software.amazon.awssdk.";

  /**
   * Java's own access to databases, and the driver, which the other functions' zip does not have.
   */
  private static final Set<String> SQL = Set.of("java.sql", "javax.sql", "org.postgresql");

  /** What of the SDK a package may use; nothing where it is not named. */
  private static boolean mayUseSdk(String room, JavaClass target) {
    return switch (room) {
      case "" -> target.getPackageName().equals(SDK + "services.s3.model");
      case "documents", "changes" ->
          target.getPackageName().equals(SDK + "services.s3.model")
              || target.getPackageName().equals(SDK + "core.sync");
      case "lambda", "json" -> false;
      default -> true;
    };
  }

  /** The classes of the function, without those of its tests and tools. */
  static JavaClasses ofTheFunction() {
    return classes(LedgerHandler.class, "");
  }

  /** The classes of the tools and of the smoke scenarios, without those of their tests. */
  static JavaClasses ofTheTools() {
    return classes(Borders.class, "objectledger")
        .that(describe("have their source in src/ops or src/smoke", Borders::isOfATool));
  }

  private static boolean isOfATool(JavaClass javaClass) {
    var file = outermost(javaClass).getName().replace('.', '/') + ".java";
    return Stream.of("ops", "smoke")
        .anyMatch(source -> Files.exists(Path.of("src", source, "java", file)));
  }

  /**
   * The classes beside a class, and below.
   *
   * @param folder of them
   */
  static JavaClasses classes(Class<?> beside, String folder) {
    try {
      var root = beside.getProtectionDomain().getCodeSource().getLocation().toURI();
      return new ClassFileImporter().importPath(Path.of(root).resolve(folder));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Dependencies that go up the list, or into a package that is not in it. */
  List<String> upward(JavaClasses classes) {
    return own(classes)
        .filter(
            dependency ->
                rank(target(dependency)) < rank(origin(dependency))
                    || isOfAnotherFunction(room(origin(dependency)), room(target(dependency))))
        .map(Borders::text)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isOfAnotherFunction(String origin, String target) {
    return !origin.equals(target) && FUNCTIONS.contains(origin) && FUNCTIONS.contains(target);
  }

  /** Uses of a tool, or of a scenario, by another one that must not know it. */
  List<String> betweenTools(JavaClasses classes) {
    return own(classes)
        .filter(dependency -> !TOP_TO_BOTTOM.contains(room(origin(dependency))))
        .filter(dependency -> !TOP_TO_BOTTOM.contains(room(target(dependency))))
        .filter(dependency -> !mayUseTool(room(origin(dependency)), room(target(dependency))))
        .map(Borders::text)
        .distinct()
        .sorted()
        .toList();
  }

  /** All may use what the tools share, which knows no tool. */
  private static boolean mayUseTool(String origin, String target) {
    return target.equals(OPS)
        || target.equals(origin)
        || (target.equals(QUERY) && !origin.equals(OPS))
        || USES.getOrDefault(origin, Set.of()).contains(target);
  }

  /** Uses of the start-up code by another class than an entry class. */
  List<String> intoStartup(JavaClasses classes) {
    return own(classes)
        .filter(dependency -> room(target(dependency)).equals("startup"))
        .filter(dependency -> !room(origin(dependency)).equals("startup"))
        .filter(dependency -> !origin(dependency).isAssignableTo(ENTRY))
        .map(Borders::text)
        .distinct()
        .sorted()
        .toList();
  }

  /** Uses of the SDK where a package must not know it. */
  List<String> intoSdk(JavaClasses classes) {
    return classes.stream()
        .flatMap(origin -> origin.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> target(dependency).getPackageName().startsWith(SDK))
        .filter(dependency -> !mayUseSdk(room(origin(dependency)), target(dependency)))
        .map(Borders::text)
        .distinct()
        .sorted()
        .toList();
  }

  /** Uses of a database where a package must not know one. */
  List<String> intoSql(JavaClasses classes) {
    return classes.stream()
        .flatMap(origin -> origin.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> isOfSql(target(dependency).getPackageName()))
        .filter(dependency -> !room(origin(dependency)).equals("changes"))
        .map(Borders::text)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isOfSql(String name) {
    return SQL.stream().anyMatch(root -> name.equals(root) || name.startsWith(root + "."));
  }

  /** Dependencies that close a circle of classes; a nested class counts as the one around it. */
  List<String> circles(JavaClasses classes) {
    var uses = new TreeMap<String, Set<String>>();
    own(classes)
        .forEach(
            dependency ->
                uses.computeIfAbsent(origin(dependency).getName(), name -> new TreeSet<>())
                    .add(target(dependency).getName()));
    return own(classes)
        .filter(dependency -> !origin(dependency).equals(target(dependency)))
        .filter(
            dependency ->
                reached(target(dependency).getName(), uses).contains(origin(dependency).getName()))
        .map(Borders::text)
        .distinct()
        .sorted()
        .toList();
  }

  /** All classes that a class depends on, directly or through others. */
  private static Set<String> reached(String from, Map<String, Set<String>> uses) {
    var reached = new TreeSet<String>();
    var next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      uses.getOrDefault(next.remove(), Set.of()).stream().filter(reached::add).forEach(next::add);
    }
    return reached;
  }

  /** Dependencies on other classes of the function. */
  private Stream<Dependency> own(JavaClasses classes) {
    return classes.stream()
        .flatMap(origin -> origin.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> target(dependency).getPackageName().startsWith(root));
  }

  private static JavaClass origin(Dependency dependency) {
    return outermost(dependency.getOriginClass());
  }

  private static JavaClass target(Dependency dependency) {
    return outermost(dependency.getTargetClass().getBaseComponentType());
  }

  private static JavaClass outermost(JavaClass javaClass) {
    return javaClass.getEnclosingClass().map(Borders::outermost).orElse(javaClass);
  }

  private static String text(Dependency dependency) {
    return origin(dependency).getSimpleName() + " -> " + target(dependency).getSimpleName();
  }

  /** The place in the list; before its beginning where the package is not in it. */
  private int rank(JavaClass javaClass) {
    return TOP_TO_BOTTOM.indexOf(room(javaClass));
  }

  /** The package below the root. */
  private String room(JavaClass outermost) {
    var name = outermost.getPackageName();
    return name.equals(root) ? "" : name.substring(root.length() + 1);
  }
}
