using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>What is wrong with the genes of a space.</summary>
internal static partial class SpaceChecks
{
    private static readonly string[] s_reserved = ["and", "or", "not", "in", "like", "true", "false", "min", "max", "abs", "log", "sqrt", "pow", "within"];

    /// <summary>Every problem, with the path of the key at fault.</summary>
    public static IEnumerable<(string Path, string Message)> Of(IReadOnlyList<GeneSpec> space, IEnumerable<string> constraints)
    {
        for (var index = 0; index < space.Count; index++)
        {
            var (gene, path) = (space[index], $"space.{space[index].Name}");
            foreach (var message in Name(gene, space.Take(index)))
            {
                yield return (path, message);
            }

            foreach (var message in gene.Type is "int" or "real" ? Range(gene) : gene.Type is "list" or "choice" ? Values(gene) : [])
            {
                yield return ($"{path}.{gene.Type}", message);
            }

            if (gene.Name == Compression.PruneGene && Shares(gene).FirstOrDefault(share => !IsShare(share)) is { } wrong)
            {
                yield return ($"{path}.{gene.Type}", FormattableString.Invariant($"\"{wrong}\" is not a share of a model to remove; use 0 to {Compression.MostPruned}."));
            }

            foreach (var problem in Expression(gene, path, space, index))
            {
                yield return problem;
            }
        }

        foreach (var gene in ModelGenes.Unread(space, constraints).Where(gene => Metrics.Find(gene.Name) is null))
        {
            yield return ($"space.{gene.Name}", $"no model reads \"{gene.Name}\"{Nearest.Hint(gene.Name, [.. ModelGenes.Specs.Select(known => known.Name)])}");
        }
    }

    private static IEnumerable<string> Name(GeneSpec gene, IEnumerable<GeneSpec> earlier)
    {
        if (!Identifier().IsMatch(gene.Name) || s_reserved.Contains(gene.Name))
        {
            yield return $"\"{gene.Name}\" cannot be a name in expressions; use letters, digits and _, starting with a letter.";
        }
        else if (Metrics.Find(gene.Name) is not null)
        {
            yield return $"\"{gene.Name}\" is the name of a metric; call the gene something else.";
        }
        else if (earlier.Any(other => other.Name == gene.Name))
        {
            yield return $"\"{gene.Name}\" stands in the space twice; name each gene once.";
        }
    }

    private static IEnumerable<string> Range(GeneSpec gene)
    {
        var range = FormattableString.Invariant($"[{gene.Low}, {gene.High}]");
        if (gene.Low > gene.High)
        {
            var turned = Range(gene with { Low = gene.High, High = gene.Low }).FirstOrDefault();
            yield return $"{range} is an impossible range: the low end is above the high one{(turned is null ? FormattableString.Invariant($"; write [{gene.High}, {gene.Low}].") : $", and turned round, {turned}")}";
        }
        else if (gene.Scale == "log" && gene.Low <= 0)
        {
            yield return FormattableString.Invariant($"{range}: a log scale has no {gene.Low}; ")
                + $"start above 0, or use scale: linear. For \"zero or a log range\" add a gene use_{gene.Name}: {{ choice: [no, yes] }} and give this one when: \"use_{gene.Name} == 'yes'\".";
        }
        else if (gene.Type == "int" && gene.Scale == "log" && gene.Low < 1)
        {
            yield return $"{range}: an integer on a log scale starts at 1 or more.";
        }
        else if (gene.Type == "int" && new[] { gene.Low, gene.High }.Any(end => end != Math.Floor(end) || Math.Abs(end) > int.MaxValue))
        {
            yield return $"{range}: an int gene has whole ends below 2^31; use real for other numbers.";
        }
        else if (gene.Type == "int" && Math.Ceiling(gene.Low / gene.Multiple) > Math.Floor(gene.High / gene.Multiple))
        {
            yield return $"{range} is an impossible range: it holds no multiple of {gene.Multiple}.";
        }
        else if (ModelGenes.Least(gene.Name) is { } least && gene.Low < least)
        {
            yield return $"{range}: {gene.Name} starts at {least} or more.";
        }
    }

    private static IEnumerable<string> Values(GeneSpec gene)
    {
        if (gene.Values.IsEmpty)
        {
            yield return "the list is empty; give at least one value.";
        }

        foreach (var twice in gene.Values.GroupBy(value => value).Where(group => group.Count() > 1))
        {
            yield return $"\"{twice.Key}\" stands in the list twice; give each value once.";
        }
    }

    /// <summary>The values that a gene gives, or the ends of its range.</summary>
    private static ImmutableArray<string> Shares(GeneSpec gene) => gene.Type is "int" or "real"
        ? [gene.Low.ToString(CultureInfo.InvariantCulture), gene.High.ToString(CultureInfo.InvariantCulture)]
        : gene.Values;

    private static bool IsShare(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= Compression.MostPruned;

    private static IEnumerable<(string Path, string Message)> Expression(GeneSpec gene, string path, IReadOnlyList<GeneSpec> space, int index)
    {
        var genes = space.Where(other => other.Type != "derived").ToList();
        var earlier = space.Take(index).Where(other => other.Type != "derived").ToList();
        if (gene.When is { } when
            && StudyChecks.Problem(() => Expressions.Condition(when, NameTable.OfGenes(earlier, [.. space.Select(other => other.Name)]))) is { } wrong)
        {
            yield return ($"{path}.when", $"\"{when}\": {wrong}");
        }

        if (gene is { Type: "derived", Expression: { } expression }
            && StudyChecks.Problem(() => Expressions.Derived(gene.Name, expression, NameTable.OfGenes(genes, []))) is { } message)
        {
            yield return ($"{path}.derived", $"\"{expression}\": {message}");
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Identifier();
}
