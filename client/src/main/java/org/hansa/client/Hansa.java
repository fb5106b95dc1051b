package org.hansa.client;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All verbs. */
@Command(
    name = "hansa",
    versionProvider = Hansa.Version.class,
    description = "Hansa from anywhere: the shell's verbs over REST.",
    footer = {
      "hansa VERB --help says more. Log in first: hansa login URL.",
      "Programs set HANSA_URL and HANSA_TOKEN (HANSA_CA: a file of certificates) instead, or",
      "HANSA_CONTEXT. NO_COLOR=1: no colours. It ends with 0 if all is well, 1 if something was",
      "refused or failed, 2 if the words do not fit."
    },
    subcommands = {
      LoginVerb.class,
      LogoutVerb.class,
      ContextVerbs.class,
      GetVerb.class,
      DescribeVerb.class,
      ApplyVerb.class,
      PlanVerb.class,
      ImportVerb.class,
      CommitVerb.class,
      ExplainVerb.class,
      DeleteVerb.class,
      WatchVerb.class,
      LogsVerb.class,
      AskVerb.class,
      DoVerb.class,
      EntriesVerb.Events.class,
      EntriesVerb.Ledger.class,
      EntriesVerb.Audit.class,
      KindsVerb.class,
      CanIVerb.class,
      WhoCanVerb.class,
      RoleVerbs.class,
      TenantVerbs.class,
      HoldVerb.Hold.class,
      HoldVerb.Release.class,
      RetryVerb.class,
      TopVerb.class,
      SecretVerbs.class,
      AccountVerbs.class,
      TokenVerbs.class,
      PasswordVerb.class,
      DriverVerbs.class,
      ExtensionVerbs.class,
      StoreVerbs.class,
      CompletionVerb.class,
      CompleteVerb.class
    })
final class Hansa extends Group {

  @Option(names = "--version", versionHelp = true, description = "Say which release this is of")
  boolean version;

  /** As the jar's manifest says it. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "hansa "
            + Optional.ofNullable(Hansa.class.getPackage().getImplementationVersion())
                .orElse("of no release")
      };
    }
  }
}
