using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Where a number comes from, in a word or two.</summary>
internal static class TagText
{
    public static string Of(Estimate estimate) => Of(estimate.Kind);

    public static string Of(EstimateKind kind) => kind switch
    {
        EstimateKind.Measured => "measured",
        EstimateKind.Interpolated => "interpolated",
        _ => "formula",
    };
}
