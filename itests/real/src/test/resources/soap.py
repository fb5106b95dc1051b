"""One call of a SOAP operation by Zeep, which knows of the service what its WSDL says.

soap.py ADDRESS OPERATION < ARGUMENTS, name and password in SOAP_LOGIN. Arguments are JSON; lists
and maps of an application stand in it as they do in its native document. Says {"answer": ...} or
{"fault": {"code", "message", "problem"}}.
"""

import json
import os
import sys

import requests
import zeep
import zeep.helpers

SPACE = "urn:hansa:applications:1"
LISTS = {
    "components": "component", "artifacts": "artifact", "command": "word", "ports": "port",
    "links": "link", "jurisdictions": "jurisdiction", "certifications": "certification",
    "sites": "site",
}
MAPS = {"env": "variable", "labels": "label", "accelerators": "accelerator"}


def shaped(value, field=None):
    if field in MAPS and isinstance(value, dict):
        return {MAPS[field]: [{"name": key, "_value_1": text} for key, text in value.items()]}
    if isinstance(value, dict):
        return {key: shaped(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return {LISTS[field]: [shaped(part) for part in value]}
    return value


def plain(answer):
    return zeep.helpers.serialize_object(answer, dict)


def main():
    address, operation = sys.argv[1:]
    session = requests.Session()
    session.auth = tuple(os.environ["SOAP_LOGIN"].split(":", 1))
    client = zeep.Client(address, transport=zeep.Transport(session=session))
    try:
        answer = getattr(client.service, operation)(**shaped(json.load(sys.stdin)))
        said = {"answer": plain(answer)}
    except zeep.exceptions.Fault as fault:
        problem = client.wsdl.types.deserialize(fault.detail[0])
        said = {
            "fault": {"code": fault.code, "message": fault.message, "problem": plain(problem)}
        }
    json.dump(said, sys.stdout, default=str)


main()
