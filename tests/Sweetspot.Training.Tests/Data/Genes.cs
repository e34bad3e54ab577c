using Sweetspot.Core;

namespace Sweetspot.Training.Tests;

internal static class Genes
{
    /// <summary>A candidate from <c>name=value</c> pairs.</summary>
    public static Candidate Of(string text) => new(text.Split(' ').Select(gene => gene.Split('=')).Select(gene => KeyValuePair.Create(
        gene[0], double.TryParse(gene[1], System.Globalization.CultureInfo.InvariantCulture, out var number) ? GeneValue.Of(number) : GeneValue.Of(gene[1]))));
}
