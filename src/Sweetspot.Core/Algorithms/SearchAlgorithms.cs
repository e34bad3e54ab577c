using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>The search algorithms by name.</summary>
public static class SearchAlgorithms
{
    /// <summary>Names as in a study file. <c>ladder</c> tries the candidates to begin with and no others, for a law to be fitted to.</summary>
    public static ImmutableArray<string> Names { get; } = ["auto", "surrogate", "halving", "nsga2", "nsga3", "sobol", "random", "grid", "classic", "ladder"];

    /// <summary>Makes an algorithm.</summary>
    /// <exception cref="UserInputException">There is no such algorithm; names those there are.</exception>
    /// <exception cref="ArgumentException">The settings do not serve it: a population below 2, or <c>classic</c> without a fitness.</exception>
    public static ISearchAlgorithm Create(string name, AlgorithmSettings settings) => name switch
    {
        "auto" => AutoSearch.Create(settings),
        "halving" => new HalvingSearch(settings, new SobolSearch(settings)),
        "nsga2" => new Nsga2Search(settings),
        "surrogate" => new SurrogateSearch(settings),
        "nsga3" => new Nsga3Search(settings),
        "sobol" => new SobolSearch(settings),
        "classic" => new ClassicSearch(settings),
        "random" => new RandomSearch(settings),
        "grid" => new GridSearch(settings),
        "ladder" => new LadderSearch(settings),
        _ => throw new UserInputException(Unknown(name)),
    };

    /// <summary>That there is no algorithm of a name, and which there are.</summary>
    public static string Unknown(string name)
    {
        var hint = Spelling.Nearest(name, Names) is { } nearest ? $"did you mean \"{nearest}\"? " : "";
        return $"\"{name}\" is no search algorithm; {hint}There are {string.Join(", ", Names[..^1])} and {Names[^1]}.";
    }
}
