using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Cli;

/// <summary>Commands and options that there are not: the parser would take one for a name where a name may stand.</summary>
internal static class MistypedOptions
{
    /// <summary>A line for each. None where the user ended the options with <c>--</c>: what follows is a name, however it looks.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
        {
            return [];
        }

        var command = parsed.CommandResult.Command;
        if (command is RootCommand && parsed.UnmatchedTokens is [var word, ..] && !IsOption(word))
        {
            var names = command.Subcommands.Where(inner => !inner.Hidden).Select(inner => inner.Name).ToList();
            return [$"{word}: there is no such command; {(Spelling.Nearest(word, names) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", names)}.")}"];
        }

        var known = command.Options.Where(option => !option.Hidden).Select(option => option.Name).ToList();
        return
        [
            .. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
                .Concat(parsed.UnmatchedTokens).Where(IsOption).Distinct().Select(text => Line(text, known)),
        ];
    }

    private static bool IsOption(string text) =>
        text.Length > 1 && text[0] == '-' && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Line(string text, List<string> known)
    {
        var name = text.Split('=')[0];
        return $"{name}: there is no such option{(Spelling.Nearest(name, known) is { } near ? $"; did you mean {near}?" : ".")}";
    }
}
