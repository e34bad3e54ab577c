using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>A law of one's own runs, in a line: which, of what, over what range.</summary>
internal static class OwnLawText
{
    public static string Of(OwnLaw law)
    {
        var ranges = new[] { law.Size, law.Data }.OfType<OwnLawAxis>().Select(axis => $"{axis.Column} {PlanNumber.Count(axis.Least)} to {PlanNumber.Count(axis.Most)}");
        return $"Law: {law.Name}, {law.Form}, fitted by sweetspot fit to {law.Points} of your own runs, {string.Join(", ", ranges)}.{(law.Resampled.IsEmpty ? " It gives no intervals." : "")}";
    }

    public static JsonObject Json(OwnLaw law) => new()
    {
        ["name"] = law.Name,
        ["form"] = law.Form,
        ["error"] = law.ErrorName,
        ["source"] = "your own runs",
        ["runs"] = law.Points,
        ["ranges"] = new JsonObject(new[] { law.Size, law.Data }.OfType<OwnLawAxis>().Select(axis => KeyValuePair.Create(axis.Column, (JsonNode?)new JsonArray(axis.Least, axis.Most)))),
        ["resamples"] = law.Resampled.Length,
        ["scatter_of_one_run"] = law.Scatter,
    };
}
