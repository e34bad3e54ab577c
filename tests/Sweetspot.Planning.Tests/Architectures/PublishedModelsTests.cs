using System.Globalization;
using System.Text.RegularExpressions;
using Sweetspot.Benchmarks;
using Sweetspot.TestKit;

namespace Sweetspot.Planning.Tests;

/// <summary>Architectures against the table of published models.</summary>
public sealed class PublishedModelsTests
{
    private static readonly Func<ModelRow, bool> HasMultiplyAdds = row => FormulaOf(row) is not null;

    [Fact]
    public void Parameters_OfEveryExactRow_MatchToTheLastDigit() =>
        Check(row => row["params_status"] is "exact" or "computed", row => row.Long("params_total"), model => model.Parameters.Total, least: 100);

    [Fact]
    public void Parameters_OfRoundedRows_EqualTheFormulaOfTheTable() =>
        Check(row => row["formula_check"].StartsWith("formula gives", StringComparison.Ordinal), row => long.Parse(row["formula_check"].Split(' ')[^1], CultureInfo.InvariantCulture), model => model.Parameters.Total, least: 10);

    /// <summary>Of OPT-350M the table takes its token table as wide as the model, which it is not; types of tokens count as embedding here.</summary>
    [Fact]
    public void Embedding_OfEveryRow_IsWhatTheRestLeaves() => Check(
        row => row.Long("params_non_embedding") is not null && row["params_status"] == "exact" && row["arch"] != "encoder" && row.Name != "opt-350m", row => row.Long("params_non_embedding"),
        model => model.Parameters.Total - model.Parameters.Embedding, least: 60);

    [Fact]
    public void Active_OfMixtures_FollowsTheStatedDefinition() => Check(
        row => row.Long("params_active") is not null, row => row.Long("params_active"),
        model => model.Parameters.Active - (model.Name.StartsWith("gpt-oss", StringComparison.Ordinal) ? ((TransformerArchitecture)model).Vocabulary * 2880L : 0), least: 8);

    [Fact]
    public void CachedNumbers_OfOneToken_AreThoseOfTheTable() => Check(
        row => row.Long("kv_bytes_per_token_bf16") is not null, row => row.Long("kv_bytes_per_token_bf16"), model => 2 * ((TransformerArchitecture)model).CachedNumbers(1), least: 60);

    [Fact]
    public void ForwardFlops_OfImages_AreTwiceTheMultiplyAddsOfTheTable() =>
        Check(HasMultiplyAdds, FormulaOf, model => Math.Round(model.ForwardFlops(1) / 2e9, 3), least: 20);

    private static double? FormulaOf(ModelRow row) => Regex.Match(row["formula_check"], @"GMACs ([\d.]+)", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match
        ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : null;

    private static void Check<T>(Func<ModelRow, bool> picked, Func<ModelRow, T> said, Func<Architecture, T> counted, int least)
    {
        var rows = ModelTable.Read(SharedData.File("cost", "models.csv")).Where(picked).ToList();
        Assert.True(rows.Count >= least, $"only {rows.Count} rows");
        Assert.Empty(rows.Where(row => ModelTable.Of(row) is not { } model || !Equals(said(row), counted(model)))
            .Select(row => $"{row.Name}: {(ModelTable.Of(row) is { } model ? counted(model) : default)} in place of {said(row)}"));
    }
}
