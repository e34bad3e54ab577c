using System.Collections.Immutable;

namespace Sweetspot.Core;

/// <summary>What the user gave cannot be used: a study file, data, or flags. Holds every problem found, one line each; exit code 2.</summary>
public class UserInputException : SweetspotException
{
    /// <summary>Makes one of all problems.</summary>
    public UserInputException(params IEnumerable<string> problems)
        : this([.. problems], null)
    {
    }

    /// <summary>Makes one of all problems and the cause.</summary>
    public UserInputException(ImmutableArray<string> problems, Exception? innerException)
        : base(string.Join(Environment.NewLine, problems), innerException) => Problems = problems;

    /// <summary>Each problem in one line: what is wrong with the value seen, where, and what to do.</summary>
    public ImmutableArray<string> Problems { get; }
}
