"""The work of LawFit in SciPy: the same 162 starts, the same objective with its gradient, as many resamples from the answer.

usage: fit_law.py RUNS.csv RESAMPLES PROCESSES
prints one line of JSON: seconds (without imports and reading), objective, constants.
"""
import csv
import json
import multiprocessing
import resource
import sys
import time

import numpy as np
from scipy.optimize import minimize

DELTA = 1e-3


def read(path):
    with open(path, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("high_loss_outlier", "0") == "0"]
    return (np.log([float(row[name]) for row in rows]) for name in ("params", "tokens", "loss"))


def objective(point, size, data, loss, weight):
    a, b, e, alpha, beta = point
    u, v = a - alpha * size, b - beta * data
    top = np.maximum(np.maximum(u, v), e)
    pu, pv, pe = np.exp(u - top), np.exp(v - top), np.exp(e - top)
    total = pu + pv + pe
    residual = top + np.log(total) - loss
    clamped = np.clip(residual, -DELTA, DELTA)
    slope = weight * clamped / DELTA**2
    share = slope / total
    su, sv = share * pu, share * pv
    value = np.sum(slope * (residual - clamped / 2))
    return value, np.array([su.sum(), sv.sum(), (share * pe).sum(), -(su * size).sum(), -(sv * data).sum()])


def descend(start, *runs):
    return minimize(objective, start, args=runs, jac=True, method="L-BFGS-B", options={"maxiter": 1000, "maxfun": 2000, "ftol": 1e-13, "gtol": 1e-8})


def from_start(task):
    start, runs = task
    found = descend(start, *runs)
    return found.fun, found.x


def from_answer(task):
    seed, answer, (size, data, loss, weight) = task
    weight = np.bincount(np.random.default_rng(seed).integers(len(size), size=len(size)), minlength=len(size)).astype(float)
    return descend(answer, size, data, loss, weight).x


def starts(loss):
    least = np.exp(loss.min())
    for alpha in (0.15, 0.35, 0.8):
        for beta in (0.15, 0.35, 0.8):
            for floor in (0.02, 0.3, 0.5, 0.7, 0.85, 0.95):
                for split in (0.2, 0.5, 0.8):
                    rest = 1 - floor * least
                    yield np.array([np.log(rest * split), np.log(rest * (1 - split)), np.log(floor * least), alpha, beta])


def main():
    path, resamples, processes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    size, data, loss = read(path)
    means = size.mean(), data.mean(), loss.mean()
    runs = (size - means[0], data - means[1], loss - means[2], np.ones(len(size)))
    with multiprocessing.Pool(processes) as pool:
        pool.map(abs, range(processes))  # the processes are there before the clock starts
        begun = time.perf_counter()
        value, answer = min(pool.map(from_start, [(start, runs) for start in starts(runs[2])], chunksize=9), key=lambda found: found[0])
        pool.map(from_answer, [(seed, answer, runs) for seed in range(resamples)], chunksize=25)
        seconds = time.perf_counter() - begun
        pool.close()
        pool.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    a, b, e, alpha, beta = answer
    constants = [float(x) for x in (np.exp(e + means[2]), np.exp(a + alpha * means[0] + means[2]), np.exp(b + beta * means[1] + means[2]), alpha, beta)]
    print(json.dumps({"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "objective": float(value) * DELTA**2, "constants": constants}))


if __name__ == "__main__":
    main()
