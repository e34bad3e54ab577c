using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Options that refuse a wrong value in one line for people, while the rest of the line is still looked at.</summary>
internal static class Flags
{
    /// <summary>A whole number, at least <paramref name="least"/>, also as <c>1e9</c> or <c>2k</c>; <paramref name="or"/> may be given too.</summary>
    public static Option<T?> Whole<T>(string name, string description, T least, T? most = null, T? or = null)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var wrong = $"is not {(or is null ? "" : $"{or} or ")}a whole number from {least}{(most is null ? "" : $" to {most}")}";
        return Parsed<T?>(
            name,
            description,
            text => Amounts.Read(text) > double.CreateChecked(most ?? T.MaxValue) ? $"is more than {most ?? T.MaxValue}, the most that can be asked" : wrong,
            text => WholeOf<T>(text) is { } value && ((value >= least && (most is null || value <= most)) || value == or) ? value : null);
    }

    /// <summary>Plain digits to the last one, also of numbers too long for a double; else an amount that is whole.</summary>
    private static T? WholeOf<T>(string text)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain) ? plain
        : Amounts.Read(text) is { } amount && amount == Math.Floor(amount) && amount < double.CreateChecked(T.MaxValue) ? T.CreateChecked(amount)
        : null;

    /// <summary>A share of something, above 0 and below <paramref name="below"/>.</summary>
    public static Option<double?> Share(string name, string description, double below) =>
        Parsed<double?>(name, description, FormattableString.Invariant($"is not a share; use a number above 0 and {(below > 1 ? "at most 1" : $"below {below}")}, such as 0.2"), text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value < below ? value : null);

    /// <summary>A number above 0.</summary>
    public static Option<double?> Above(string name, string description) =>
        Parsed<double?>(name, description, "is not a number above 0", text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value) ? value : null);

    /// <summary>Whole numbers above 0, separated by commas.</summary>
    public static Option<int[]?> Numbers(string name, string description) =>
        Parsed<int[]>(name, description, "is not a list of whole numbers above 0, such as 1,32", text =>
        {
            var numbers = text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0).ToArray();
            return numbers.All(number => number > 0) ? numbers : null;
        });

    /// <summary>Sizes of named dimensions, NAME=N each; may be repeated.</summary>
    public static Option<Dictionary<string, int>> Dimensions(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            var dimensions = new Dictionary<string, int>();
            foreach (var token in result.Tokens)
            {
                var at = token.Value.LastIndexOf('=');
                if (at < 1 || !int.TryParse(token.Value[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
                {
                    result.AddError($"{name}: \"{token.Value}\" is not NAME=N with a whole number N above 0, such as sequence=128.");
                    continue;
                }

                dimensions[token.Value[..at]] = size;
            }

            return dimensions;
        },
    };

    /// <summary>A value that <paramref name="parse"/> makes, or null where it is wrong.</summary>
    public static Option<T?> Parsed<T>(string name, string description, string wrong, Func<string, T?> parse) => Parsed(name, description, _ => wrong, parse);

    /// <summary>The same, where what is wrong depends on the text.</summary>
    private static Option<T?> Parsed<T>(string name, string description, Func<string, string> wrong, Func<string, T?> parse) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var value = parse(text);
            if (value is null)
            {
                result.AddError($"{name}: \"{text}\" {wrong(text)}.");
            }

            return value;
        },
    };

    /// <summary>One of a few words.</summary>
    public static Option<string?> Word(string name, string description, params string[] words)
    {
        var option = new Option<string?>(name) { Description = description };
        option.CompletionSources.Add(words);
        option.Validators.Add(result => CheckWord(name, result, words));
        return option;
    }

    /// <summary>Prices, NAME=PRICE each; may be repeated.</summary>
    public static Option<string[]> Prices(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
        option.Validators.Add(result =>
        {
            foreach (var problem in Cli.Prices.Problems([.. result.Tokens.Select(token => token.Value)]))
            {
                result.AddError(problem);
            }
        });
        return option;
    }

    private static void CheckWord(string name, OptionResult result, string[] words)
    {
        foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value)))
        {
            result.AddError($"{name}: \"{token.Value}\" is not one of {string.Join(", ", words)}.");
        }
    }
}
